import * as v from 'valibot';
import { int32, text } from './callback-schema.ts';

/** Information about a group. */
export const GROUP_FIELDS = {
  groupName: v.optional(text),
  notification: v.optional(text),
  introduction: v.optional(text),
  faceURL: v.optional(text),
  ex: v.optional(text),
  needVerification: v.optional(int32),
  lookMemberInfo: v.optional(int32),
  applyMemberFriend: v.optional(int32),
};
