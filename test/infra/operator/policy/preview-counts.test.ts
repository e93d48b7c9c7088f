import { expect, it } from 'vitest';
import { givenPreview, NAMES } from '../../../support/given-preview.ts';

const MEMBER = 'before-set-group-member-info';

it('judges an event once: not its repeats and replays, a corrected record as it stands, a refusal only without the judged record', async () => {
  const { preview, put } = await givenPreview();
  await put({ eventID: 'first' });
  await put({ eventID: 'first#r2', requestID: 'r2', repeatOf: 'first' });
  await put({ eventID: 'again', requestID: 'r4', replayOf: 'first' });
  await put({
    eventID: 'late',
    requestID: 'r3',
    insteadOf: 'first',
    outcome: 'refused',
    decision: { verdict: 'refuse' },
  });
  const corrected = { outcome: 'refused', correctedBy: 'x', decision: { verdict: 'refuse', degraded: 'not recorded' } };
  await put({ eventID: 'second', ...corrected });
  await put({ eventID: 'alone', insteadOf: 'never stored', outcome: 'refused', decision: { verdict: 'refuse' } });

  expect(await preview(NAMES)).toMatch(/^3 requests: 0 allowed, 0 changed, 3 refused; 1 differ/m);
});

it('tells how many requests could not be judged', async () => {
  const { preview, put, send } = await givenPreview();
  await send(MEMBER, { nickName: 5 });
  expect(await preview(NAMES)).toMatch(
    /^0 requests: .*\n1 request could not be judged: its record lacks the event\.\n$/m,
  );
  await put({ eventID: 'dropped', event: undefined, redacted: ['body'] });
  await put({ eventID: 'dropped#r2', event: undefined, repeatOf: 'dropped' });

  expect(await preview(NAMES)).toMatch(/^2 requests could not be judged: their records lack the event\.$/m);
});

it('judges a time range', async () => {
  const { policy, previewWeek, send } = await givenPreview();
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
  for (const hours of [1, 30, 40, 24 * 6, 24 * 8]) await send(MEMBER, { nickName: `spam ${hours}` }, hoursAgo(hours));
  const count = async (...args: string[]) => Number(/^(\d+) requests?:/m.exec(await previewWeek(NAMES, ...args))?.[1]);

  expect(await count()).toBe(4);
  expect(await count('--since', '36h')).toBe(2);
  expect(await count('--since', '36h', '--group', 'g-400')).toBe(2);
  expect(await count('--since', '9d', '--until', '2d')).toBe(2);
  expect(await count('--since', hoursAgo(35), '--until', hoursAgo(2))).toBe(1);
  expect(await count('--group', 'g-400', '--until', hoursAgo(2))).toBe(3);
  expect(await policy('preview', NAMES, '--since', '1d', '--until', '2d')).toMatchObject({
    code: 2,
    stderr: '--until is not later than --since. Correct one of them.\n',
  });
});

it('shows no more requests than wanted, and counts all by rule, finding and group', async () => {
  const { policy, preview, send } = await givenPreview();
  for (const groupID of ['g1', 'g1', 'g 2']) await send(MEMBER, { groupID, nickName: `spam ${Math.random()}` });
  await send(MEMBER, { groupID: 'g3', nickName: ' x' });

  const stdout = await preview(NAMES, '--limit', '1');

  expect(stdout.split('\n').slice(1)).toEqual([
    'and 3 more. Show them with --limit all.',
    '',
    '4 requests: 0 allowed, 1 changed, 3 refused; 4 differ from what was decided then.',
    'By rule:',
    '  rude-nick: 3 refused',
    '  trim-nick: 1 changed',
    'By finding:',
    '  the term spam: 3 refused',
    '  spaces at an end: 1 changed',
    'By group:',
    '  g1: 2 refused',
    '  "g 2": 1 refused',
    '  g3: 1 changed',
    '',
  ]);
  expect((await preview(NAMES, '--limit', 'all')).split('\n\n')[0]?.split('\n')).toHaveLength(4);
  expect((await policy('preview', NAMES, '--limit', '0')).stderr).toBe(
    '--limit must be a whole number of at least 1, or all.\n',
  );
});
