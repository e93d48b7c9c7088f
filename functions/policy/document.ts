import * as v from 'valibot';
import type { FieldName } from '../record/decision.ts';
import { ruleKindsFor } from './rule-kinds.ts';

/** A policy as a moderator writes it. Each section is a list of rules, applied in its order. */
export const PolicyDocument = v.strictObject({
  $schema: v.optional(v.string()),
  /** `monitor` allows everything and records what `enforce` would have done. */
  mode: v.optional(v.picklist(['enforce', 'monitor'], 'must be enforce or monitor')),
  nickName: sectionOf(ruleKindsFor('nickName')),
  faceURL: sectionOf(ruleKindsFor('faceURL')),
  roleLevel: sectionOf(ruleKindsFor('roleLevel')),
  ex: sectionOf(ruleKindsFor('ex')),
});

export type PolicyDocument = v.InferOutput<typeof PolicyDocument>;
export type Rule = NonNullable<PolicyDocument[FieldName]>[number];

export const FIELDS: readonly FieldName[] = ['nickName', 'faceURL', 'roleLevel', 'ex'];

/** Returns the policy in force for a group: its own sections replace those for all groups. */
export function merged(all: PolicyDocument | undefined, group: PolicyDocument | undefined): PolicyDocument {
  return { ...all, ...group };
}

type RuleSchema = v.VariantOptions<'kind'>[number];

function sectionOf<Kind extends { readonly schema: RuleSchema }>(kinds: readonly Kind[]) {
  const schemas = kinds.map(({ schema }): Kind['schema'] => schema);
  return v.optional(v.array(v.variant('kind', schemas), 'must be a list of rules'));
}
