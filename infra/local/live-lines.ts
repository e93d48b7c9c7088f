import type { Writable } from 'node:stream';

/** Prints lines to a stream without waiting for its reader. */
export class LiveLines {
  readonly #stream: Writable;
  #dropped = 0;

  constructor(stream: Writable) {
    this.#stream = stream;
    stream.on('drain', () => this.#reportDropped());
  }

  /** Prints a line, or drops it when the stream's buffer is full. */
  print(line: string): void {
    if (this.#stream.writableNeedDrain) this.#dropped += 1;
    else this.#stream.write(`${line}\n`);
  }

  #reportDropped(): void {
    if (this.#dropped === 0) return;
    const lines = this.#dropped === 1 ? '1 line was' : `${this.#dropped} lines were`;
    this.#dropped = 0;
    this.print(`(${lines} not shown, because the output was blocked)`);
  }
}

/**
 * Makes writes to a terminal non-blocking. By default they block, so Ctrl-S would stop all callbacks.
 *
 * Source: Node 24, `lib/tty.js`, `WriteStream`, which sets the opposite.
 */
export function setNonBlocking(stream: Writable): void {
  const { _handle: handle } = stream as { _handle?: { setBlocking?: (isBlocking: boolean) => void } };
  handle?.setBlocking?.(false);
}
