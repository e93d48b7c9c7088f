import * as v from 'valibot';
import type { RuleKind } from '../openim/problems.ts';
import { Bytes, checkBytes } from './rules/bytes.ts';
import { CollapseSpaces, checkCollapseSpaces } from './rules/collapse-spaces.ts';
import { checkHosts, Hosts } from './rules/hosts.ts';
import { checkJson, Json } from './rules/json.ts';
import { checkLength, Length } from './rules/length.ts';
import { checkLevels, Levels } from './rules/levels.ts';
import type { Check, FieldName } from './rules/rule.ts';
import { checkSchemes, Schemes } from './rules/schemes.ts';
import { checkScripts, ScriptsRule } from './rules/scripts.ts';
import { checkTerms, Terms } from './rules/terms.ts';
import { checkTrim, Trim } from './rules/trim.ts';
import { checkUrlLength, UrlLength } from './rules/url-length.ts';

const LIST = 'must be a list of rules';
const KIND = 'has no such kind of rule';

/** A policy as a moderator writes it: the sections, each a list of rules that are applied in their order. */
export const PolicyDocument = v.strictObject({
  $schema: v.optional(v.string()),
  /** `enforce`, or `monitor`: everything is allowed, and what enforcing would have done is recorded. */
  mode: v.optional(v.picklist(['enforce', 'monitor'], 'must be enforce or monitor')),
  nickName: v.optional(v.array(v.variant('kind', [Length, Trim, CollapseSpaces, ScriptsRule, Terms], KIND), LIST)),
  faceURL: v.optional(v.array(v.variant('kind', [Schemes, Hosts, UrlLength], KIND), LIST)),
  roleLevel: v.optional(v.array(v.variant('kind', [Levels], KIND), LIST)),
  ex: v.optional(v.array(v.variant('kind', [Bytes, Json], KIND), LIST)),
});

export type PolicyDocument = v.InferOutput<typeof PolicyDocument>;
type Rules<Field extends FieldName> = NonNullable<PolicyDocument[Field]>;
export type Rule = Rules<FieldName>[number];

const CHECKS = {
  length: checkLength,
  trim: checkTrim,
  'collapse-spaces': checkCollapseSpaces,
  scripts: checkScripts,
  terms: checkTerms,
  schemes: checkSchemes,
  hosts: checkHosts,
  'url-length': checkUrlLength,
  levels: checkLevels,
  bytes: checkBytes,
  json: checkJson,
} as const satisfies Record<Exclude<RuleKind, 'owner'>, unknown>;

export const FIELDS: readonly FieldName[] = ['nickName', 'faceURL', 'roleLevel', 'ex'];

/** A rule's check. Which values a kind takes, its section has made sure of. */
export function checkOf(rule: Rule): Check<string | number> {
  const make = CHECKS[rule.kind] as (rule: Rule) => Check<string | number>;
  return make(rule);
}

/** Every mistake in a policy, with its path; or the policy. */
export function parsePolicy(input: unknown): { policy: PolicyDocument } | { mistakes: string[] } {
  const result = v.safeParse(PolicyDocument, input);
  if (!result.success) return { mistakes: result.issues.map(describe) };
  const mistakes = [...repeatedIDs(result.output), ...replacementsThatFail(result.output)];
  return mistakes.length > 0 ? { mistakes } : { policy: result.output };
}

function describe(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  if (issue.type === 'strict_object' && issue.expected === 'never') return `${path}: there is no such setting`;
  if (issue.type === 'strict_object' && issue.received === 'undefined') return `${path}: is missing`;
  const message = issue.message.startsWith('Invalid ')
    ? `must be ${issue.expected ?? 'something else'}`
    : issue.message;
  return path === null ? `the policy: ${message}` : `${path}: ${message}`;
}

function rulesOf(policy: PolicyDocument): { path: string; field: FieldName; rule: Rule }[] {
  return FIELDS.flatMap((field) =>
    (policy[field] ?? []).map((rule, index) => ({ path: `${field}.${index}`, field, rule })),
  );
}

function repeatedIDs(policy: PolicyDocument): string[] {
  const seen = new Set<string>();
  return rulesOf(policy).flatMap(({ path, rule: { id } }) => {
    if (seen.has(id)) return `${path}.id: ${id} is another rule's`;
    seen.add(id);
    return [];
  });
}

/** What a rule puts in the place of a value must satisfy all of its section. */
function replacementsThatFail(policy: PolicyDocument): string[] {
  return rulesOf(policy).flatMap(({ path, field, rule }) => {
    const [name, value] = 'setTo' in rule ? ['setTo', rule.setTo] : ['replaceWith', Reflect.get(rule, 'replaceWith')];
    if (value === undefined) return [];
    const failing = (policy[field] ?? []).filter((other) => {
      const { replaceWith: _url, setTo: _level, ...bare } = other as Rule & { replaceWith?: unknown; setTo?: unknown };
      return checkOf(bare as Rule)(value) !== undefined;
    });
    return failing.map(({ id }) => `${path}.${name}: is not allowed by the rule ${id}`);
  });
}
