import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replyTo } from '../../../functions/policy/reply.ts';
import type { Decision } from '../../../functions/record/decision.ts';
import { judgeMember, policyOf } from '../../support/policy.ts';
import { terms } from '../../support/rules.ts';
import { sampledRuns } from '../../support/sampled.ts';

const SAMPLE = join(import.meta.dirname, '../../../infra/operator/policy/policy.sample.json');
const sample = policyOf(JSON.parse(await readFile(SAMPLE, 'utf8')));

describe('for any request', () => {
  const anyName = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom('admin', 'd', 'a', 'r', 'n', 'ｄ', 'а', '.', ' ', '\u200b', '客', '服', '*', '🎈'), {
        maxLength: 12,
      })
      .map((parts) => parts.join('')),
  );
  const anyURL = fc.oneof(
    fc.string(),
    fc.webUrl(),
    fc.constantFrom('https://cdn.example.com/a', 'https://x.pictures.example.com'),
  );
  const anyRequest = fc.record(
    {
      nickName: anyName,
      faceURL: anyURL,
      roleLevel: fc.oneof(fc.integer(), fc.constantFrom(20, 60, 100)),
      ex: fc.oneof(fc.string(), fc.json()),
    },
    { requiredKeys: [] },
  );
  const masking = terms(['spam', { term: 'dar', match: 'anywhere' }, { term: 'a', match: 'anywhere' }], {
    action: 'mask',
  });

  it.each([
    ['the sample', sample],
    ['a policy that masks', masking],
  ])('does not change a changed value again, with %s', (_name, policy) => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const { changes = {} } = judgeMember(request, policy);
        const after = Object.fromEntries(Object.entries(changes).map(([field, change]) => [field, change.after]));
        expect(judgeMember({ ...request, ...after }, policy).changes).toBeUndefined();
      }),
      { numRuns: sampledRuns(500, 60) },
    );
  });

  it('answers what OpenIM decodes', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const decision: Decision = judgeMember(request, sample);
        const { status, answer } = replyTo(decision);
        const { actionCode, errCode, errMsg, errDlt, nextCode, ...changed } = answer;
        expect({ status, actionCode, nextCode }).toEqual({
          status: 200,
          actionCode: 0,
          nextCode: decision.verdict === 'refuse' ? 1 : 0,
        });
        expect(errCode === 0 || (Number.isInteger(errCode) && errCode >= 5_000 && errCode <= 9_999)).toBe(true);
        expect([typeof errMsg, typeof errDlt]).toEqual(['string', 'string']);
        expect(Object.keys(changed).sort()).toEqual(
          decision.verdict === 'change' ? Object.keys(decision.changes ?? {}).sort() : [],
        );
      }),
      { numRuns: sampledRuns(500, 60) },
    );
  });

  it('allows a request that changes nothing', () => {
    expect(judgeMember({}, sample)).toEqual({ verdict: 'allow', mode: 'enforce', policyVersion: { all: 1 } });
    expect(judgeMember({ nickName: undefined, roleLevel: undefined }, sample).verdict).toBe('allow');
  });
});
