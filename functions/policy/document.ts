import * as v from 'valibot';
import type { RuleKind } from '../openim/problems.ts';
import type { FieldName } from '../record/decision.ts';
import { Bytes, checkBytes } from './rules/bytes.ts';
import { CollapseSpaces, checkCollapseSpaces } from './rules/collapse-spaces.ts';
import { checkHosts, Hosts } from './rules/hosts.ts';
import { checkJson, Json } from './rules/json.ts';
import { checkLength, Length } from './rules/length.ts';
import { checkLevels, Levels } from './rules/levels.ts';
import type { Check } from './rules/rule.ts';
import { checkSchemes, Schemes } from './rules/schemes.ts';
import { checkScripts, ScriptsRule } from './rules/scripts.ts';
import { checkTerms, Terms } from './rules/terms.ts';
import { checkTrim, Trim } from './rules/trim.ts';
import { checkUrlLength, UrlLength } from './rules/url-length.ts';

const LIST = 'must be a list of rules';

/** A policy as a moderator writes it: the sections, each a list of rules that are applied in their order. */
export const PolicyDocument = v.strictObject({
  $schema: v.optional(v.string()),
  /** `enforce`, or `monitor`: everything is allowed, and what enforcing would have done is recorded. */
  mode: v.optional(v.picklist(['enforce', 'monitor'], 'must be enforce or monitor')),
  nickName: v.optional(v.array(v.variant('kind', [Length, Trim, CollapseSpaces, ScriptsRule, Terms]), LIST)),
  faceURL: v.optional(v.array(v.variant('kind', [Schemes, Hosts, UrlLength]), LIST)),
  roleLevel: v.optional(v.array(v.variant('kind', [Levels]), LIST)),
  ex: v.optional(v.array(v.variant('kind', [Bytes, Json]), LIST)),
});

/** What is in force for a group: its own sections in the place of those for all. */
export function merged(all: PolicyDocument | undefined, group: PolicyDocument | undefined): PolicyDocument {
  return { ...all, ...group };
}

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
