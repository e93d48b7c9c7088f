import { Writable } from 'node:stream';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { progressLine } from '../../../../infra/operator/audit/progress-line.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function terminal(isTTY: boolean) {
  const written: string[] = [];
  const output = new Writable({
    write(chunk, _encoding, done) {
      written.push(String(chunk));
      done();
    },
  });
  return { written, stderr: Object.assign(output, { isTTY, columns: 11 }) };
}

it('writes one line of a terminal again and again, and clears it before other output and at the end', () => {
  const { written, stderr } = terminal(true);
  let rows = 0;
  const progress = progressLine({ stderr }, () => {
    rows += 1;
    return `Read ${rows} rows of many`;
  });

  vi.advanceTimersByTime(1_000);
  progress.clear();
  progress.clear();
  vi.advanceTimersByTime(500);
  progress.end();
  vi.advanceTimersByTime(5_000);

  const clear = '\r\x1B[K';
  expect(written).toEqual([`${clear}Read 1 row`, `${clear}Read 2 row`, clear, `${clear}Read 3 row`, clear]);
});

it('writes nothing into a file', () => {
  const { written, stderr } = terminal(false);

  const progress = progressLine({ stderr }, () => 'Read 1 row');
  vi.advanceTimersByTime(5_000);
  progress.end();

  expect(written).toEqual([]);
});
