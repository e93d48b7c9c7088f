import type { Rule } from './document.ts';
import type { JudgedValue } from './doors/door.ts';
import type { DoorName } from './doors/sections.ts';
import { type Policy, type Rules, rulesFor } from './policy.ts';
import { ruleKindOf } from './rule-kinds.ts';
import type { Check, Refusal, TermLists } from './rules/rule.ts';

export interface CompiledRule {
  readonly rule: Rule;
  readonly check: Check;
  readonly refusal: Refusal;
  /** The rule is only monitored: what it would do is recorded. */
  readonly isMonitored: boolean;
}

type Compiled = Omit<CompiledRule, 'isMonitored'>;

/** Caches by the section's list of rules, because groups share the sections of the policy for all. */
const compiledSections = new WeakMap<
  readonly Rule[],
  { readonly lists: TermLists; readonly rules: readonly Compiled[] }
>();

/** Returns the rules that apply to a value, in their order. */
export function compiledFor(policy: Policy, door: DoorName, { section, userID }: JudgedValue): CompiledRule[] {
  return rulesFor(policy, door, section)
    .flatMap(compiled)
    .filter(({ rule }) => !isExcepted(rule, door, userID))
    .map((each) => ({ ...each, isMonitored: (each.rule.mode ?? policy.mode) === 'monitor' }));
}

/** Compiles a section once, because an index of 10,000 terms takes megabytes and longer than a request may. */
function compiled({ rules, lists }: Rules): readonly Compiled[] {
  const known = compiledSections.get(rules);
  if (known?.lists === lists) return known.rules;
  const fresh = rules.map((rule) => {
    const { compile, refusal } = ruleKindOf(rule);
    return { rule, refusal, check: compile(rule, lists) };
  });
  compiledSections.set(rules, { lists, rules: fresh });
  return fresh;
}

/** Tells whether a rule does not apply at a door or to a user. A reserved name is for the rule's own `userIDs`. */
function isExcepted(rule: Rule, door: DoorName, userID: string | undefined): boolean {
  const { except } = rule;
  if (except?.at?.includes(door)) return true;
  if (userID === undefined) return false;
  return [...(except?.userIDs ?? []), ...('userIDs' in rule ? rule.userIDs : [])].includes(userID);
}
