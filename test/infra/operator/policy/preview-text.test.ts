import { describe, expect, it } from 'vitest';
import type { FiredRule } from '../../../../functions/record/decision.ts';
import type { AuditRecord } from '../../../../functions/record/record.ts';
import { PreviewCounts, Tally } from '../../../../infra/operator/policy/preview-counts.ts';
import { countsText, requestText } from '../../../../infra/operator/policy/preview-text.ts';
import type { Previewed } from '../../../../infra/operator/policy/previewed.ts';

const refusal: FiredRule = { id: 'rude', field: 'nickName', action: 'refuse', why: 'the term spam' };
const change: FiredRule = { id: 'trim', field: 'nickName', action: 'change', why: 'spaces at an end' };
const record: AuditRecord = {
  ...{ eventID: 'e', receivedAt: '2026-11-24T22:31:05.123456Z', dayShard: '2026-11-24#1', command: 'c' },
  outcome: 'allowed',
  ...{ sourceIP: '127.0.0.1', requestID: 'r', groupID: 'g 1', userID: 'u' },
};

function previewed(fields: Partial<Previewed>): Previewed {
  const [then, now] = [{ verdict: 'refuse' }, { verdict: 'refuse' }] as const;
  return { record, door: 'member', then, now, values: [], valuesThen: [], ...fields };
}

describe('a request on one line', () => {
  const START = '2026-11-24 22:31  "g 1"  u  ';

  it.each([
    {
      name: 'the same verdict as then',
      fields: { values: [{ field: 'nickName', value: 'ｓpam', rules: [refusal] }] },
      says: 'nickName "ｓpam" → refused by rude: the term spam',
    },
    {
      name: 'a change, and no change of what is refused',
      fields: {
        values: [
          { field: 'nickName', value: ' a', after: 'a', rules: [change] },
          { field: 'groupName', value: ' spam', after: 'spam', rules: [change, refusal] },
        ],
      },
      says: 'nickName " a" → "a" by trim: spaces at an end; groupName " spam" → refused by rude: the term spam',
    },
    {
      name: 'a verdict that only then had rules',
      fields: { now: { verdict: 'allow' }, valuesThen: [{ field: 'nickName', value: 'spam', rules: [refusal] }] },
      says: 'refuse → allow  then nickName "spam" → refused by rude: the term spam',
    },
    { name: 'a failure then', fields: { now: { verdict: 'allow' } }, says: 'refuse → allow' },
    {
      name: 'a number, and a monitored rule',
      fields: { values: [{ field: 'roleLevel', value: 60, rules: [{ ...refusal, isMonitored: true }] }] },
      says: 'roleLevel 60 → monitored by rude: the term spam',
    },
    {
      name: 'characters that a terminal obeys',
      fields: { values: [{ field: 'ex', value: '\u001b[2J\u202e', rules: [{ ...refusal, why: 'a\u001b[2J\nb' }] }] },
      says: 'ex "\\u001b[2J\\u202e" → refused by rude: a b',
    },
    {
      name: 'a long value',
      fields: { values: [{ field: 'ex', value: 'x'.repeat(101), rules: [refusal] }] },
      says: `ex "${'x'.repeat(100)}"… → refused by rude: the term spam`,
    },
    {
      name: 'many values',
      fields: { values: Array.from({ length: 7 }, () => ({ field: 'f', rules: [refusal] })) },
      says: `${'f → refused by rude: the term spam; '.repeat(5)}and 2 more`,
    },
  ] satisfies { name: string; fields: Partial<Previewed>; says: string }[])('tells $name', ({ fields, says }) => {
    expect(requestText(previewed(fields))).toBe(START + says);
  });
});

it('counts a request once for each rule and finding, however many values it has', () => {
  const counts = new PreviewCounts();
  const rules = [refusal, { ...refusal, field: 'other' }, { ...refusal, id: 'too', why: 'more' }];
  counts.add(previewed({ now: { verdict: 'refuse', rules } }));
  counts.add(previewed({ record: { ...record, groupID: '' }, now: { verdict: 'change', rules: [change] } }));

  expect(countsText(counts)).toBe(`2 requests: 0 allowed, 1 changed, 1 refused; 1 differ from what was decided then.
By rule:
  rude: 1 refused
  too: 1 refused
  trim: 1 changed
By finding:
  more: 1 refused
  spaces at an end: 1 changed
  the term spam: 1 refused
By group:
  no group: 1 changed
  "g 1": 1 refused`);
});

it('lists the ten most frequent names, and keeps no more than 10,000', () => {
  const counts = new PreviewCounts();
  const verdict = 'refuse';
  for (let group = 0; group < 12; group += 1)
    for (let request = 0; request <= group; request += 1)
      counts.add(previewed({ record: { ...record, groupID: `g${group}` }, now: { verdict } }));
  expect(countsText(counts)).toContain('By group:\n  g11: 12 refused\n  g10: 11 refused\n');
  expect(countsText(counts)).toMatch(/ {2}g2: 3 refused\n {2}and 2 more$/);

  const tally = new Tally();
  for (let name = 0; name < 10_005; name += 1) tally.add(String(name), 'changed');
  tally.add('7', 'refused');
  expect(tally.sorted()).toHaveLength(10_000);
  expect(tally.sorted()[0]).toEqual(['7', { refused: 1, changed: 1, monitored: 0 }]);
  expect(tally.further).toBe(5);
});
