import type { Rule } from './document.ts';
import type { JudgedValue } from './doors/door.ts';
import type { DoorName, SectionName } from './doors/sections.ts';
import { type Policy, type Rules, rulesFor } from './policy.ts';
import { ruleKindOf } from './rule-kinds.ts';
import type { Check, Refusal, TermLists } from './rules/rule.ts';
import { checkOf } from './shared-checks.ts';

export interface CompiledRule {
  readonly rule: Rule;
  readonly check: Check;
  readonly refusal: Refusal;
  /** The rule is only monitored: what it would do is recorded. */
  readonly isMonitored: boolean;
}

interface Compiled extends Omit<CompiledRule, 'isMonitored'> {
  /** Users to whom the rule does not apply. A reserved name is for the rule's own `userIDs`. */
  readonly exceptUserIDs: ReadonlySet<string>;
}

interface CompiledSection {
  readonly lists: TermLists;
  readonly rules: readonly Compiled[];
  /** The rules that apply at a door, in a mode. */
  readonly applied: Map<string, readonly AppliedRule[]>;
}

type AppliedRule = CompiledRule & Compiled;

/** Caches by the section's list of rules, because groups share the sections of the policy for all. */
const compiledSections = new WeakMap<readonly Rule[], CompiledSection>();

/** Returns the rules that apply to a value, in their order. */
export type RulesOf = (value: Pick<JudgedValue, 'section' | 'userID'>) => readonly CompiledRule[];

/** Finds the rules of each section once, because a registration has thousands of values. */
export function compiledAt(policy: Policy, door: DoorName): RulesOf {
  const bySection = new Map<SectionName, readonly AppliedRule[]>();
  return ({ section, userID }) => {
    const known = bySection.get(section) ?? sectionAt(policy, door, section);
    bySection.set(section, known);
    const isExcepted = userID !== undefined && known.some(({ exceptUserIDs }) => exceptUserIDs.has(userID));
    return isExcepted ? known.filter(({ exceptUserIDs }) => !exceptUserIDs.has(userID)) : known;
  };
}

function sectionAt(policy: Policy, door: DoorName, section: SectionName): readonly AppliedRule[] {
  const [first = [], ...others] = rulesFor(policy, door, section).map((part) => appliedAt(door, part));
  return others.length === 0 ? first : [first, ...others].flat();
}

/** Selects the rules of a section once for all requests. No group keeps a selection of its own, because there are thousands. */
function appliedAt(door: DoorName, { mode, ...part }: Rules): readonly AppliedRule[] {
  const { rules, applied } = compiled(part);
  const key = `${door} ${mode}`;
  const known = applied.get(key);
  if (known) return known;
  const fresh = rules
    .filter(({ rule }) => !rule.except?.at?.includes(door))
    .map((all) => ({ ...all, isMonitored: (all.rule.mode ?? mode) === 'monitor' }));
  applied.set(key, fresh);
  return fresh;
}

/** Compiles a section once, because an index of 10,000 terms takes megabytes and longer than a request may. */
function compiled({ rules, lists }: Omit<Rules, 'mode'>): CompiledSection {
  const known = compiledSections.get(rules);
  if (known?.lists === lists) return known;
  const compiledRules = rules.map((rule) => {
    const { refusal } = ruleKindOf(rule);
    const exceptUserIDs = new Set([...(rule.except?.userIDs ?? []), ...('userIDs' in rule ? rule.userIDs : [])]);
    return { rule, refusal, exceptUserIDs, check: checkOf(rule, lists) };
  });
  const fresh = { lists, rules: compiledRules, applied: new Map() };
  compiledSections.set(rules, fresh);
  return fresh;
}
