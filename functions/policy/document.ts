import * as v from 'valibot';
import type { SectionName } from './doors/sections.ts';
import { ruleKindsFor } from './rule-kinds.ts';
import { Doors, Mode } from './rules/rule.ts';
import { flag } from './rules/settings.ts';
import type { TestCase } from './test-case.ts';

/** Returns the fields of a policy, but for its tests. */
export const documentEntries = () => ({
  $schema: v.optional(v.string()),
  /** `monitor` allows everything and records what `enforce` would have done. */
  mode: v.optional(Mode),
  nickName: sectionOf('nickName'),
  faceURL: sectionOf('faceURL'),
  roleLevel: sectionOf('roleLevel'),
  ex: sectionOf('ex'),
  groupName: sectionOf('groupName'),
  groupText: sectionOf('groupText'),
  groupEx: sectionOf('groupEx'),
});

const createStoredDocument = () =>
  v.strictObject({ ...documentEntries(), tests: v.optional(v.custom<TestCase[]>(Array.isArray)) });

/** Created on first use, because most cold starts read documents that were checked before. */
let stored: ReturnType<typeof createStoredDocument> | undefined;

/** Returns the schema of a policy as it is stored. Its tests were checked when it was, and no request needs them. */
export function storedDocument() {
  stored ??= createStoredDocument();
  return stored;
}

export type PolicyDocument = v.InferOutput<ReturnType<typeof createStoredDocument>>;
export type Section = NonNullable<PolicyDocument[SectionName]>;
export type Rule = Extract<Section, readonly unknown[]>[number];

/** A section is a list of rules, or an object with `at`, the doors where it applies, and `replace`, which sets aside the general rules. */
function sectionOf(name: SectionName) {
  const schemas = ruleKindsFor(name).map(({ schema }) => schema);
  const rules = v.array(v.variant('kind', schemas), 'must be a list of rules');
  const full = v.strictObject({
    at: v.optional(Doors),
    replace: flag,
    rules,
  });
  return v.optional(v.lazy((section) => (Array.isArray(section) ? rules : full)));
}
