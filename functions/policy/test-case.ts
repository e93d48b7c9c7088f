import * as v from 'valibot';
import { SECTIONS } from './doors/sections.ts';
import { DoorSetting } from './rules/rule.ts';
import { text } from './rules/settings.ts';

const Value = v.union([v.string(), v.number()], 'must be a text or a number');

/** A value and the verdict that the author of a policy expects on it. `npm run policy -- test` judges it. */
export const TestCase = v.strictObject({
  at: v.optional(DoorSetting),
  field: v.picklist(SECTIONS, `must be one of ${SECTIONS.join(', ')}`),
  value: Value,
  userID: v.optional(text),
  expect: v.picklist(['allow', 'change', 'refuse'], 'must be allow, change or refuse'),
  /** ID of a rule that must fire. */
  rule: v.optional(text),
  /** The value after all changes. */
  becomes: v.optional(Value),
});

export type TestCase = v.InferOutput<typeof TestCase>;
