import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DOORS_OF, SECTIONS } from '../../../../functions/policy/doors/sections.ts';
import { judge } from '../../../../functions/policy/judge.ts';
import { combined, sectionOf } from '../../../../functions/policy/policy.ts';
import { RULE_KINDS } from '../../../../functions/policy/rule-kinds.ts';
import { listsIn } from '../../../../functions/policy/term-lists.ts';
import { readSource } from '../../../../infra/operator/policy/policy-source.ts';
import { judgeMember } from '../../../support/policy.ts';

const SAMPLE = join(import.meta.dirname, '../../../../infra/operator/policy/policy.sample.json');
const { policies, lists } = await readSource(SAMPLE);
const document = policies[0]?.document ?? {};
const sample = combined({ document, lists: new Map(lists.map(({ name, terms }) => [name, { terms }])) });

it.each([
  { faceURL: 'http://im.example.com:10002/object/7421360985/avatar.png', verdict: 'allow' },
  { faceURL: 'https://cdn.example.com/default.png', verdict: 'allow' },
  { faceURL: 'http://other.example.com:10002/object/7421360985/avatar.png', verdict: 'change' },
  { faceURL: 'http://im.example.com:10002/object/7421360985/avatar.svg', verdict: 'refuse' },
])("judges OpenIM's own uploads by the sample, $faceURL: $verdict", ({ faceURL, verdict }) => {
  expect(judgeMember({ faceURL }, sample).verdict).toBe(verdict);
});

it('masks a term of the list beside the sample', () => {
  expect(judgeMember({ nickName: 'oh dàrn' }, sample).changes).toEqual({
    nickName: { before: 'oh dàrn', after: 'oh ****' },
  });
});

describe('the sample has', () => {
  const sections = SECTIONS.map((name) => ({ name, section: sectionOf(document[name]) }));
  const rules = sections.flatMap(({ section }) => section?.rules ?? []);

  it.each(SECTIONS)('rules for %s', (name) => {
    expect(sectionOf(document[name])?.rules.length).toBeGreaterThan(0);
  });

  it.each(RULE_KINDS)('a rule of the kind $name', ({ name }) => {
    expect(rules.map(({ kind }) => kind)).toContain(name);
  });

  it('a section with doors, exceptions, and the list that it names', () => {
    expect(sections.some(({ section }) => section?.at !== undefined)).toBe(true);
    expect(rules.some(({ except }) => except !== undefined)).toBe(true);
    expect(lists.map(({ name }) => name)).toEqual(listsIn(document));
  });

  it.each(document.tests ?? [])('a case with the right verdict, $field: $value', (test) => {
    const { field, value, userID, at = DOORS_OF[field][0], expect: verdict, rule, becomes } = test;
    const decision = judge([{ section: field, field, value, ...(userID !== undefined && { userID }) }], at, sample);

    expect(decision.verdict).toBe(verdict);
    if (rule !== undefined) expect(decision.rules?.map(({ id }) => id)).toContain(rule);
    expect(decision.changes?.[field]?.after).toBe(becomes);
  });
});
