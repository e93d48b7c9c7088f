import { expect, it } from 'vitest';
import { ConsoleError } from '../../../../infra/operator/console/console-error.ts';
import { readLine } from '../../../../infra/operator/console/query-line.ts';

const NOW = new Date('2026-03-04T05:00:00Z');

it('searches 7 days when a line names neither times nor an index, and says so', () => {
  expect(readLine('kick', NOW)).toMatchObject({
    wanted: { index: 'byDay', since: '2026-02-25T05:00:00.000Z' },
    defaultDays: 7,
  });
  for (const line of ['since:2h', 'day:today', 'group:g', 'user:u'])
    expect(readLine(line, NOW).defaultDays).toBeUndefined();
});

it('reads days in the zone of the page', () => {
  expect(readLine('day:2026-03-04', NOW, 'Asia/Shanghai').wanted.since).toBe('2026-03-03T16:00:00.000Z');
});

it('refuses a zone that it does not know, instead of other times', () => {
  expect(() => readLine('day:2026-03-04', NOW, 'no/where')).toThrow(
    expect.objectContaining({ code: 'invalidQuery', message: expect.stringContaining('"no/where"') }),
  );
  expect(readLine('day:2026-03-04', NOW, '').wanted.since).toBe('2026-03-04T00:00:00.000Z');
});

it('lists every mistake of a line', () => {
  const read = () => readLine('since:soon role:king', NOW);

  expect(read).toThrow(ConsoleError);
  expect(read).toThrow(
    expect.objectContaining({
      code: 'invalidQuery',
      mistakes: [expect.stringContaining('soon'), expect.stringContaining('king')],
    }),
  );
});
