import type { Decision, FiredRule, Verdict } from '../record/decision.ts';
import { applyRules } from './apply-rules.ts';
import { type CompiledRule, compiledAt } from './compile.ts';
import type { JudgedValue } from './doors/door.ts';
import type { DoorName } from './doors/sections.ts';
import { modeAt, type Policy } from './policy.ts';

/** Outcome of rules on values. */
interface Judgement {
  readonly fired: readonly FiredRule[];
  readonly changes: Record<string, { before: string | number; after: string | number }>;
}

/**
 * Judges the values of a request. Each section's rules apply in their order, the general ones first, each to the value that the
 * rules before it left. Every rule that fires is listed, the first refusal decides, and changes accumulate. Pure and total.
 */
export function judge(values: readonly JudgedValue[], door: DoorName, policy: Policy): Decision {
  const rulesOf = compiledAt(policy, door);
  const all = values.map((value) => ({ value, rules: rulesOf(value) }));
  const mode = modeAt(policy, door);
  const isMonitoring = mode === 'monitor';
  const enforced = judgement(all, (rule) => !rule.isMonitored, !isMonitoring);
  const hasMonitored = isMonitoring || all.some(({ rules }) => rules.some(({ isMonitored }) => isMonitored));
  const full = hasMonitored ? judgement(all, () => true, true) : enforced;
  const known = new Set(enforced.fired.map(keyOf));
  // A policy that only monitors says so itself.
  const isMarked = !isMonitoring || known.size > 0;
  const monitored = full.fired
    .filter((rule) => !known.has(keyOf(rule)))
    .map((rule): FiredRule => (isMarked ? { ...rule, isMonitored: true } : rule));
  const rules = [...enforced.fired, ...monitored];
  const { changes } = isMonitoring && enforced.fired.length === 0 ? full : enforced;
  return {
    verdict: verdictOf(enforced),
    ...(hasMonitored && { wouldBe: verdictOf(full) }),
    mode,
    ...(rules.length > 0 && { rules }),
    ...(Object.keys(changes).length > 0 && { changes }),
    policyVersion: policy.version,
  };
}

function verdictOf({ fired }: Judgement): Verdict {
  if (fired.some(({ action }) => action === 'refuse')) return 'refuse';
  return fired.length > 0 ? 'change' : 'allow';
}

interface WithRules {
  readonly value: JudgedValue;
  readonly rules: readonly CompiledRule[];
}

/** @param hasOwn the limits that need no rule apply */
function judgement(all: readonly WithRules[], applies: (rule: CompiledRule) => boolean, hasOwn: boolean): Judgement {
  const fired = new Map<string, FiredRule>();
  const addOnce = (rule: FiredRule) => void (fired.has(keyOf(rule)) || fired.set(keyOf(rule), rule));
  const changes: Judgement['changes'] = {};
  for (const { value: judged, rules } of all) {
    const { field, value: before } = judged;
    const after = applyRules(judged, rules.filter(applies), hasOwn, addOnce);
    if (after !== before) changes[field] = { before, after };
  }
  return { fired: [...fired.values()], changes };
}

/** Equal for a rule that fires again in the same way. */
function keyOf({ id, field, action }: FiredRule): string {
  return `${action} ${id} ${field}`;
}
