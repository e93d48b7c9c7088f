import type { SectionName } from './doors/sections.ts';
import { bytes } from './rules/bytes.ts';
import { collapseSpaces } from './rules/collapse-spaces.ts';
import { endings } from './rules/endings.ts';
import { hosts } from './rules/hosts.ts';
import { json } from './rules/json.ts';
import { length } from './rules/length.ts';
import { levels } from './rules/levels.ts';
import { schemes } from './rules/schemes.ts';
import { scripts } from './rules/scripts.ts';
import { terms } from './rules/terms.ts';
import { trim } from './rules/trim.ts';
import { urlLength } from './rules/url-length.ts';

/** Every kind of rule. The document's schema, the judge's checks and the refusals are derived from this list. */
export const RULE_KINDS = [
  length,
  trim,
  collapseSpaces,
  scripts,
  terms,
  schemes,
  hosts,
  endings,
  urlLength,
  levels,
  bytes,
  json,
] as const;

type RuleKind = (typeof RULE_KINDS)[number];

/** Returns the kinds of rules that a section takes. */
export function ruleKindsFor(section: SectionName): RuleKind[] {
  return RULE_KINDS.filter(({ sections }) => sections.some((name) => name === section));
}

/** @throws {TypeError} for an unknown kind */
export function ruleKindOf({ kind }: { readonly kind: string }): RuleKind {
  const found = RULE_KINDS.find(({ name }) => name === kind);
  if (!found) throw new TypeError(`unknown kind of rule ${kind}`);
  return found;
}
