import type { Policy } from '../../functions/policy/policy.ts';
import { judgeMember, policyOf } from '../support/policy.ts';
import { median } from './contender.ts';

const NAME = 'the quick brown fox jumps over the lazy dog and runs away again!'.slice(0, 64);
const ROUNDS = 31;
const CALLS_A_ROUND = 100;

export interface JudgeTiming {
  readonly terms: number;
  /** Making the rules ready, once for each version of a policy. */
  readonly readyMilliseconds: number;
  /** Median of the rounds, for one request that sets a name of 64 characters. */
  readonly microseconds: number;
}

/** Measures the judge with this many forbidden terms, none of which is in the name. */
export function timeJudge(terms: number): JudgeTiming {
  const policy = policyWith(terms);
  const startedAt = performance.now();
  judgeMember({ nickName: 'x' }, policy);
  const readyMilliseconds = performance.now() - startedAt;
  const rounds = Array.from({ length: ROUNDS }, () => {
    const from = performance.now();
    for (let call = 0; call < CALLS_A_ROUND; call += 1) judgeMember({ nickName: NAME }, policy);
    return ((performance.now() - from) * 1_000) / CALLS_A_ROUND;
  });
  return { terms, readyMilliseconds, microseconds: median(rounds) };
}

function policyWith(count: number): Policy {
  const terms = Array.from({ length: count }, (_, index) => word(index));
  return policyOf({ nickName: [{ kind: 'terms', id: 'terms', terms }] });
}

/** A word of consonants, so that no English name has it. */
function word(index: number): string {
  return [...(index + 100_000).toString(16)].map((digit) => 'bcdfghjklmnpqrst'[Number.parseInt(digit, 16)]).join('');
}
