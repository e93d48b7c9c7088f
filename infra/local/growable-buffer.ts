/**
 * Collects bytes in one buffer, because a list of tiny chunks takes a hundred times their size. A first chunk is kept as it is, because
 * most bodies have no other.
 */
export class GrowableBuffer {
  #buffer: Buffer = Buffer.alloc(0);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  append(chunk: Buffer): void {
    if (this.#length === 0 && isAll(chunk)) {
      this.#buffer = chunk;
      this.#length = chunk.length;
      return;
    }
    const length = this.#length + chunk.length;
    if (length > this.#buffer.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(length, 2 * this.#buffer.length));
      this.#buffer.copy(larger, 0, 0, this.#length);
      this.#buffer = larger;
    }
    chunk.copy(this.#buffer, this.#length);
    this.#length = length;
  }

  /** Returns the bytes without copying them. */
  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  clear(): void {
    this.#buffer = Buffer.alloc(0);
    this.#length = 0;
  }
}

/** Tells whether a chunk holds no more memory than its length. */
function isAll({ buffer, length }: Buffer): boolean {
  return buffer.byteLength === length;
}
