import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { LiveLines } from '../../../infra/local/live-lines.ts';

/** A stream that holds its chunks until they are read. */
class Terminal extends Writable {
  shown = '';
  #next: (() => void) | undefined;

  constructor() {
    super({ highWaterMark: 20 });
  }

  override _write(chunk: Buffer, _encoding: string, next: () => void): void {
    this.shown += chunk;
    this.#next = next;
  }

  async read(): Promise<string> {
    while (this.#next) {
      const next = this.#next;
      this.#next = undefined;
      next();
      await new Promise(setImmediate);
    }
    return this.shown;
  }
}

it('shows lines in order as long as somebody reads', async () => {
  const terminal = new Terminal();
  const lines = new LiveLines(terminal);

  for (const line of ['one', 'two', 'three', 'four', 'five', 'six']) {
    lines.print(line);
    await terminal.read();
  }

  expect(terminal.shown).toBe('one\ntwo\nthree\nfour\nfive\nsix\n');
});

it.each([
  { dropped: 1, says: '(1 line was not shown, because the output was blocked)' },
  { dropped: 7, says: '(7 lines were not shown, because the output was blocked)' },
])('drops lines that nobody reads, and says how many: $dropped', async ({ dropped, says }) => {
  const terminal = new Terminal();
  const lines = new LiveLines(terminal);

  for (let line = 0; line < 3 + dropped; line += 1) lines.print(`12345 ${line}`);

  const taken = '12345 0\n12345 1\n12345 2\n';
  expect(terminal.writableLength).toBe(taken.length);
  expect(await terminal.read()).toBe(`${taken}${says}\n`);
  lines.print('later');
  expect(await terminal.read()).toBe(`${taken}${says}\nlater\n`);
});
