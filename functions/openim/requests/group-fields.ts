import * as v from 'valibot';
import { int32, text } from './callback-schema.ts';

const GROUP_FIELDS = {
  groupName: v.optional(text),
  notification: v.optional(text),
  introduction: v.optional(text),
  faceURL: v.optional(text),
  ex: v.optional(text),
  needVerification: v.optional(int32),
  lookMemberInfo: v.optional(int32),
  applyMemberFriend: v.optional(int32),
};

/**
 * Returns the fields of a group's information between others. In a change only the changed ones are present.
 * Bundles leave out the schemas of other functions, which a spread in each of them would keep.
 */
export function groupFields<const Before extends v.ObjectEntries, const After extends v.ObjectEntries>(
  before: Before,
  after: After,
) {
  return { ...before, ...GROUP_FIELDS, ...after };
}
