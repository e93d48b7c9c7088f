import * as v from 'valibot';
import type { PolicyDocument as Document, Rule } from '../../../functions/policy/document.ts';
import { DOORS_OF, type DoorName, SECTIONS, type SectionName } from '../../../functions/policy/doors/sections.ts';
import { sectionOf } from '../../../functions/policy/policy.ts';
import { ruleKindOf } from '../../../functions/policy/rule-kinds.ts';
import { PolicyDocument } from './policy-document.ts';

/** Returns the policy, or every mistake in it with its path. */
export function parsePolicy(input: unknown): { policy: Document } | { mistakes: string[] } {
  if (Array.isArray(input)) return { mistakes: ['the policy: must be an object'] };
  const result = v.safeParse(PolicyDocument, input);
  if (!result.success) return { mistakes: result.issues.map(describe) };
  const mistakes = [repeatedIDs, replacementsThatFail, impossibleDoors, impossibleTests].flatMap((find) =>
    find(result.output),
  );
  return mistakes.length > 0 ? { mistakes } : { policy: result.output };
}

function describe(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  if (issue.type === 'strict_object' && issue.expected === 'never') return `${path}: unknown setting`;
  if (issue.type === 'strict_object' && issue.received === 'undefined') return `${path}: is missing`;
  if (issue.type === 'variant' && issue.received === 'undefined')
    return `${path}: is missing; use one of ${issue.expected}`;
  if (issue.type === 'variant') return `${path}: unknown kind ${issue.received}; use one of ${issue.expected}`;
  const message = issue.type === 'strict_object' ? 'must be an object' : issue.message;
  return path === null ? `the policy: ${message}` : `${path}: ${message}`;
}

function rulesOf(policy: Document): { path: string; section: SectionName; rule: Rule }[] {
  return SECTIONS.flatMap((section) => {
    const written = policy[section];
    const path = Array.isArray(written) ? section : `${section}.rules`;
    return (sectionOf(written)?.rules ?? []).map((rule, index) => ({ path: `${path}.${index}`, section, rule }));
  });
}

function repeatedIDs(policy: Document): string[] {
  const seen = new Set<string>();
  return rulesOf(policy).flatMap(({ path, rule: { id } }) => {
    if (seen.has(id)) return `${path}.id: ${id} is already the ID of another rule`;
    seen.add(id);
    return [];
  });
}

/** A replacement must satisfy all rules of its section. An empty one satisfies all without `required`. */
function replacementsThatFail(policy: Document): string[] {
  return rulesOf(policy).flatMap(({ path, section, rule }) => {
    const [name, value] =
      'setTo' in rule ? ['setTo', rule.setTo] : ['replaceWith', 'replaceWith' in rule ? rule.replaceWith : undefined];
    if (value === undefined) return [];
    const failing = (sectionOf(policy[section])?.rules ?? []).filter((other) => {
      // Replacing by nothing clears the value.
      if (value === '') return 'required' in other && other.required;
      const bare = { ...other, replaceWith: undefined, setTo: undefined };
      return ruleKindOf(bare).compile(bare)(value) !== undefined;
    });
    return failing.map(({ id }) => `${path}.${name}: is not allowed by the rule ${id}`);
  });
}

function impossibleDoors(policy: Document): string[] {
  const sections = SECTIONS.flatMap((section) => {
    const { at = [] } = sectionOf(policy[section]) ?? {};
    return doorMistakes(`${section}.at`, section, at);
  });
  const rules = rulesOf(policy).flatMap(({ path, section, rule }) =>
    doorMistakes(`${path}.except.at`, section, rule.except?.at ?? []),
  );
  return [...sections, ...rules];
}

function impossibleTests({ tests = [] }: Document): string[] {
  return tests.flatMap(({ at, field, value, expect, becomes }, index) => {
    const type = field === 'roleLevel' ? 'number' : 'string';
    return [
      ...(at === undefined ? [] : doorMistakes(`tests.${index}.at`, field, [at], false)),
      ...(typeof value === type ? [] : [`tests.${index}.value: must be a ${type} for ${field}`]),
      ...(becomes === undefined || expect === 'change' ? [] : [`tests.${index}.becomes: needs "expect": "change"`]),
    ];
  });
}

function doorMistakes(path: string, section: SectionName, at: readonly DoorName[], isList = true): string[] {
  const possible: readonly DoorName[] = DOORS_OF[section];
  return at.flatMap((door, index) =>
    possible.includes(door)
      ? []
      : [`${path}${isList ? `.${index}` : ''}: ${section} can't be set at ${door}; use ${either(possible)}`],
  );
}

function either(names: readonly string[]): string {
  return names.join(', ').replace(/, ([^,]*)$/, ' or $1');
}
