import { expect, it } from 'vitest';
import type { Decision, FiredRule } from '../../../functions/record/decision.ts';
import { recordOf } from '../../../functions/record/record.ts';

const received = {
  requestID: 'r',
  receivedAt: '2026-03-04T05:06:07.089000Z',
  sourceIP: '127.0.0.1',
  command: 'callbackBeforeUserRegisterCommand',
  body: Buffer.from('{}'),
};

const decisionIn = (decision: Decision) => recordOf(received, { outcome: 'refused', decision }).decision;

const fired = (index: number, action: FiredRule['action']): FiredRule => ({
  id: `rule-${index}`,
  field: `users[${index}].nickname`,
  action,
  why: '',
});

it('keeps the first hundred findings of a long list with the refusal that decided, and counts the rest', () => {
  const rules = [...Array.from({ length: 150 }, (_, index) => fired(index, 'change')), fired(150, 'refuse')];
  const changes = Object.fromEntries(rules.map(({ field }) => [field, { before: 'a', after: 'b' }]));

  const recorded = decisionIn({ verdict: 'refuse', rules, changes });

  expect(recorded?.rules).toHaveLength(100);
  expect(recorded?.rules?.[0]).toEqual(fired(150, 'refuse'));
  expect(Object.keys(recorded?.changes ?? {})).toHaveLength(100);
  expect(recorded?.omitted).toBe(51 + 51);
});

it('keeps a short decision as it is', () => {
  const decision: Decision = { verdict: 'refuse', rules: [fired(1, 'refuse')] };
  expect(decisionIn(decision)).toEqual(decision);
});

it('leaves out what would not fit into one item beside the event and the body', () => {
  const long = '管'.repeat(1_000);
  const rules = Array.from({ length: 100 }, (_, index) => ({ ...fired(index, 'change'), why: long }));
  const last: FiredRule = { ...fired(100, 'refuse'), why: long, errMsg: long };
  const changes = Object.fromEntries(rules.map(({ field }) => [field, { before: long, after: long }]));

  const recorded = decisionIn({ verdict: 'refuse', rules: [...rules, last], changes });

  expect(Buffer.byteLength(JSON.stringify(recorded))).toBeLessThan(110_000);
  expect(recorded?.rules?.[0]).toEqual(last);
  const kept = (recorded?.rules?.length ?? 0) + Object.keys(recorded?.changes ?? {}).length;
  expect(recorded?.omitted).toBe(201 - kept);
  expect(kept).toBeGreaterThan(15);
});
