import { expect, it } from 'vitest';
import { printRejections } from '../../../infra/local/rejection-lines.ts';

it('shows the first of each problem at once, then one every ten seconds with the number of the others', () => {
  let now = 0;
  const printed: string[] = [];
  const reject = printRejections(
    (line) => printed.push(line.slice('00:00:00.000  '.length)),
    () => now,
  );

  for (let request = 0; request < 1_000; request += 1) reject('notAuthenticated', '/a');
  reject('tooLarge', '/b');
  now = 10_000;
  reject('notAuthenticated', '/c');

  expect(printed).toEqual([
    'notAuthenticated  /a',
    'tooLarge  /b',
    'notAuthenticated  /c  (and 999 more since the last line)',
  ]);
});
