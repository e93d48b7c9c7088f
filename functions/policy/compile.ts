import type { Rule } from './document.ts';
import { ruleKindOf } from './rule-kinds.ts';
import type { Check, Refusal } from './rules/rule.ts';

export interface CompiledRule {
  readonly rule: Rule;
  readonly check: Check;
  readonly refusal: Refusal;
}

/** Caches by section object, because groups share the sections of the policy for all. */
const compiledSections = new WeakMap<readonly Rule[], readonly CompiledRule[]>();

/** Compiles a section once, because an index of 10,000 terms takes megabytes and longer than a request may. */
export function compiled(section: readonly Rule[] = []): readonly CompiledRule[] {
  const known = compiledSections.get(section);
  if (known) return known;
  const rules = section.map((rule) => {
    const { compile, refusal } = ruleKindOf(rule);
    return { rule, refusal, check: compile(rule) };
  });
  compiledSections.set(section, rules);
  return rules;
}
