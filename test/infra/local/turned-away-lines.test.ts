import { expect, it } from 'vitest';
import { showTurnedAway } from '../../../infra/local/turned-away-lines.ts';

it('shows the first of each problem at once, then one every ten seconds with the number of the others', () => {
  let now = 0;
  const printed: string[] = [];
  const turnedAway = showTurnedAway(
    (line) => printed.push(line.slice('00:00:00.000  '.length)),
    () => now,
  );

  for (let request = 0; request < 1_000; request += 1) turnedAway('notAuthenticated', '/a');
  turnedAway('tooLarge', '/b');
  now = 10_000;
  turnedAway('notAuthenticated', '/c');

  expect(printed).toEqual([
    'notAuthenticated  /a',
    'tooLarge  /b',
    'notAuthenticated  /c  (and 999 more since the last)',
  ]);
});
