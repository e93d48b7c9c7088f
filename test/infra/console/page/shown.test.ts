import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDocument } from '../../../../infra/console/page/policies/format-document.ts';
import { timeAgo } from '../../../../infra/console/page/shell/shown-time.ts';
import { stayText } from '../../../../infra/console/page/stories/stay-text.ts';

describe('a policy', () => {
  it('is the same value as text', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(formatDocument(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('has a short rule on a line', () => {
    expect(formatDocument({ nickName: [{ id: 'x', max: 20 }] })).toBe('{\n  "nickName": [{ "id": "x", "max": 20 }]\n}');
  });
});

describe('a time of membership', () => {
  const first = { until: '2026-01-02T03:04:05.000Z', end: 'kicked' } as const;
  const second = { until: '2026-01-03T03:04:05.000Z', end: 'left' } as const;

  it('says whether its beginning is from before the records or was not recorded', () => {
    expect(stayText(first, [first, second])).toMatch(/^before the records to 2026-01-0\d .* \(removed\)$/);
    expect(stayText(second, [first, second])).toMatch(/^not recorded to 2026-01-0\d .* \(left\)$/);
    expect(stayText({ from: second.until, isExpected: true }, [])).toMatch(/ to now \(allowed to join\)$/);
  });
});

describe('the time since a call', () => {
  it.each([
    { seconds: -5, text: 'just now' },
    { seconds: 30, text: '30 s ago' },
    { seconds: 600, text: '10 min ago' },
    { seconds: 7_200, text: '2 h ago' },
    { seconds: 259_200, text: '3 days ago' },
  ])('of $seconds s is $text', ({ seconds, text }) => {
    expect(timeAgo('2026-01-02T03:04:05.000Z', Date.UTC(2026, 0, 2, 3, 4, 5) + seconds * 1_000)).toBe(text);
  });
});
