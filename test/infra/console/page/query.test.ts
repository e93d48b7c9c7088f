import { describe, expect, it } from 'vitest';
import { knownValuesOf } from '../../../../infra/console/page/events/known-values.ts';
import { complete } from '../../../../infra/console/page/events/query-completion.ts';
import { hasRange, withoutRange, withRange } from '../../../../infra/console/page/events/query-range.ts';
import { hasTerm, withToggled } from '../../../../infra/console/page/events/query-terms.ts';

describe('the range of a query', () => {
  it('replaces its times, is to the second, and has at least one', () => {
    const q = withRange(
      'kick day:today "since:2h"',
      Date.UTC(2026, 0, 2, 3, 4, 5, 678),
      Date.UTC(2026, 0, 2, 3, 4, 5, 700),
    );

    expect(q).toBe('kick "since:2h" since:2026-01-02T03:04:05Z until:2026-01-02T03:04:06Z');
    expect(hasRange(q)).toBe(true);
    expect(withoutRange(q)).toBe('kick "since:2h"');
  });
});

describe('a term of a query', () => {
  it('is added, and taken out again', () => {
    const q = withToggled('group:"g 7"', 'outcome', 'refused');

    expect(q).toBe('group:"g 7" outcome:refused');
    expect(hasTerm(q, 'outcome', 'refused')).toBe(true);
    expect(withToggled(q, 'outcome', 'refused')).toBe('group:"g 7"');
    expect(hasTerm('-outcome:refused', 'outcome', 'refused')).toBe(false);
  });

  it('is a callback under its short name, too', () => {
    const q = withToggled('', 'command', 'AfterJoinGroup');

    expect(q).toBe('AfterJoinGroup');
    expect(hasTerm(q, 'command', 'AfterJoinGroup')).toBe(true);
  });
});

describe('a query line', () => {
  const names = {
    command: 'callbackXCommand',
    callback: 'X',
    timing: 'before',
    receivedAt: '2026-01-02T03:04:05.678Z',
  };
  const rows = [
    { ...names, timing: 'before', eventID: '1', outcome: 'refused', groupID: 'g77', summary: '[staff, tidy] a=b' },
    { ...names, timing: 'before', eventID: '2', outcome: 'recorded', userID: 'u 1', summary: '[no-rule] a=b' },
  ] as const;

  it('is completed with what the rows name', () => {
    const known = knownValuesOf(rows);

    expect(complete('kick group:', 11, known)).toMatchObject([{ line: 'kick group:g77', cursor: 14 }]);
    expect(complete('user: kick', 5, known)).toMatchObject([{ line: 'user:"u 1" kick', cursor: 10 }]);
    expect(complete('rule:', 5, known).map(({ text }) => text)).toEqual(['rule:staff', 'rule:tidy']);
  });

  it('is completed with filters and what they mean', () => {
    expect(complete('outc', 4, {})).toMatchObject([
      { line: 'outcome:', description: expect.stringMatching(/callback/) },
    ]);
  });
});
