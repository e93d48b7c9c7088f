import type { Writable } from 'node:stream';

/** Prints lines to a stream that may have no reader, without waiting for one. */
export class LiveLines {
  readonly #stream: Writable;
  #dropped = 0;

  constructor(stream: Writable) {
    this.#stream = stream;
    stream.on('drain', () => this.#reportDropped());
  }

  /** Drops the line when the stream has taken no earlier ones for a while. */
  print(line: string): void {
    if (this.#stream.writableNeedDrain) this.#dropped += 1;
    else this.#stream.write(`${line}\n`);
  }

  #reportDropped(): void {
    if (this.#dropped === 0) return;
    const lines = this.#dropped === 1 ? '1 line was' : `${this.#dropped} lines were`;
    this.#dropped = 0;
    this.print(`(${lines} not shown, because nobody read)`);
  }
}

/**
 * Lets writes to a terminal return at once. Node waits for terminals, so that one which is stopped (Ctrl-S) would stop
 * the process, and every callback with it.
 *
 * Source: Node 24, `lib/tty.js`, `WriteStream`, which asks for the opposite.
 */
export function setNonBlocking(stream: Writable): void {
  const { _handle: handle } = stream as { _handle?: { setBlocking?: (isBlocking: boolean) => void } };
  handle?.setBlocking?.(false);
}
