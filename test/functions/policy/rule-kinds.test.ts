import { expect, it } from 'vitest';
import { problems } from '../../../functions/openim/problems.ts';
import { OWNER_REFUSAL } from '../../../functions/policy/apply-rules.ts';
import { RULE_KINDS, ruleKindOf } from '../../../functions/policy/rule-kinds.ts';

it('gives every kind a name and a code of its own, from 5000 to 5099', () => {
  const names = RULE_KINDS.map(({ name }) => name);
  const codes = [OWNER_REFUSAL, ...RULE_KINDS.map(({ refusal }) => refusal)].map(({ errCode }) => errCode);
  const problemCodes = Object.values(problems).map(({ errCode }) => Number(errCode));

  expect(new Set(names).size).toBe(names.length);
  expect(new Set([...codes, ...problemCodes]).size).toBe(codes.length + problemCodes.length);
  expect(codes.filter((code) => code < 5_000 || code > 5_099)).toEqual([]);
});

it('rejects an unknown kind, and a rule of another kind', () => {
  expect(() => ruleKindOf({ kind: 'bogus' })).toThrow(TypeError);
  expect(() => ruleKindOf({ kind: 'trim' }).compile({ kind: 'json' })).toThrow(TypeError);
});
