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

/** Caches by the section's list of rules, because groups share the sections of the policy for all. */
const compiledSections = new WeakMap<
  readonly Rule[],
  { readonly lists: TermLists; readonly rules: readonly Compiled[] }
>();

/** Returns the rules that apply to a value, in their order. */
export type RulesOf = (value: Pick<JudgedValue, 'section' | 'userID'>) => readonly CompiledRule[];

type BySection = Map<SectionName, ReturnType<typeof sectionAt>>;

/** Rules by section, for each policy and door in use. */
const byPolicy = new WeakMap<Policy, Map<DoorName, BySection>>();

/** Finds the rules of each section once, because a registration has thousands of values. */
export function compiledAt(policy: Policy, door: DoorName): RulesOf {
  const bySection = sectionsOf(policy, door);
  return ({ section, userID }) => {
    const known = bySection.get(section) ?? sectionAt(policy, door, section);
    bySection.set(section, known);
    const isExcepted = userID !== undefined && known.some(({ exceptUserIDs }) => exceptUserIDs.has(userID));
    return isExcepted ? known.filter(({ exceptUserIDs }) => !exceptUserIDs.has(userID)) : known;
  };
}

function sectionsOf(policy: Policy, door: DoorName): BySection {
  const byDoor = byPolicy.get(policy) ?? new Map<DoorName, BySection>();
  byPolicy.set(policy, byDoor);
  const bySection: BySection = byDoor.get(door) ?? new Map();
  byDoor.set(door, bySection);
  return bySection;
}

function sectionAt(policy: Policy, door: DoorName, section: SectionName) {
  return rulesFor(policy, door, section).flatMap(({ mode, ...part }) =>
    compiled(part)
      .filter(({ rule }) => !rule.except?.at?.includes(door))
      .map((all) => ({ ...all, isMonitored: (all.rule.mode ?? mode) === 'monitor' })),
  );
}

/** Compiles a section once, because an index of 10,000 terms takes megabytes and longer than a request may. */
function compiled({ rules, lists }: Omit<Rules, 'mode'>): readonly Compiled[] {
  const known = compiledSections.get(rules);
  if (known?.lists === lists) return known.rules;
  const fresh = rules.map((rule) => {
    const { refusal } = ruleKindOf(rule);
    const exceptUserIDs = new Set([...(rule.except?.userIDs ?? []), ...('userIDs' in rule ? rule.userIDs : [])]);
    return { rule, refusal, exceptUserIDs, check: checkOf(rule, lists) };
  });
  compiledSections.set(rules, { lists, rules: fresh });
  return fresh;
}
