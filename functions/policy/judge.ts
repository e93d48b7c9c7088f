import type { Decision, FiredRule, Verdict } from '../record/decision.ts';
import { type CompiledRule, compiledFor } from './compile.ts';
import type { JudgedValue } from './doors/door.ts';
import type { DoorName, SectionName } from './doors/sections.ts';
import type { Policy } from './policy.ts';
import { length } from './rules/length.ts';
import type { Refusal } from './rules/rule.ts';
import { FoldedText } from './text/folded-text.ts';

/** Rounds of changes before a section refuses. No sensible policy needs as many. */
const MAX_CHANGE_ROUNDS = 10;

const OWNER_LEVEL = 100;

/** Refusal of role 100. No kind of rule owns it, because it applies without any rule. */
export const OWNER_REFUSAL: Refusal = { errCode: 5020, errMsg: 'Nobody can be made the owner this way.' };

/** Limits of the UTF-16 code units of judged text, so that the worst terms are still judged in time. */
const MAX_LENGTHS: Partial<Record<SectionName, number>> = { nickName: 1_000, groupName: 1_000, groupText: 10_000 };

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
  const all = values.map((value) => ({ value, rules: compiledFor(policy, door, value) }));
  const isMonitoring = policy.mode === 'monitor';
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
    mode: policy.mode,
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

function applyRules(
  judged: JudgedValue,
  rules: readonly CompiledRule[],
  hasOwn: boolean,
  addOnce: (rule: FiredRule) => void,
): string | number {
  const { section, field, value: before, clears, isFixed } = judged;
  const refuseEmpty = (rule: CompiledRule) => {
    if ('required' in rule.rule && rule.rule.required) addOnce(refusalBy(rule, field, 'it must not be empty'));
  };
  if (before === '' && clears) {
    rules.forEach(refuseEmpty);
    return before;
  }
  const maxLength = MAX_LENGTHS[section] ?? Number.POSITIVE_INFINITY;
  if (String(before).length > maxLength && rules.length > 0) {
    addOnce(refusalOf('too-long', length.refusal, field, `more than ${maxLength} characters`));
    return before;
  }
  let value = before;
  let folded = new FoldedText(String(before));
  let isChanging = true;
  for (let round = 0; isChanging; round += 1) {
    isChanging = false;
    for (const rule of rules) {
      // Another rule may have made it empty.
      if (value === '') refuseEmpty(rule);
      const result = rule.check(value, folded);
      if (!result) continue;
      if ('refuse' in result) {
        addOnce(refusalBy(rule, field, result.refuse));
        if (result.isFinal) return value;
      } else if (isFixed) {
        addOnce(refusalBy(rule, field, `${result.why}, and OpenIM ignores a change of it`));
      } else if (round === MAX_CHANGE_ROUNDS) {
        addOnce(refusalBy(rule, field, 'it changes without an end'));
      } else {
        addOnce({ id: rule.rule.id, field, action: 'change', why: result.why });
        value = result.change;
        folded = folded.of(String(value));
        isChanging = true;
      }
    }
  }
  if (hasOwn && section === 'roleLevel' && value === OWNER_LEVEL)
    addOnce(refusalOf('owner', OWNER_REFUSAL, field, 'the role 100'));
  return value;
}

/** Equal for a rule that fires again in the same way. */
function keyOf({ id, field, action }: FiredRule): string {
  return `${action} ${id} ${field}`;
}

function refusalBy({ rule, refusal }: CompiledRule, field: string, why: string): FiredRule {
  const { id, errCode = refusal.errCode, message = refusal.errMsg } = rule;
  return refusalOf(id, { errCode, errMsg: message }, field, why);
}

function refusalOf(id: string, { errCode, errMsg }: Refusal, field: string, why: string): FiredRule {
  return { id, field, action: 'refuse', why, errCode, errMsg };
}
