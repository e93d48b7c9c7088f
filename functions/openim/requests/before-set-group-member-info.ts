import * as v from 'valibot';
import { callbackSchema, id, int32, text } from './callback-schema.ts';

/**
 * A member's information is about to be changed. Only fields to change are present.
 *
 * `roleLevel`: 20 ordinary member, 60 administrator, 100 owner.
 * Source: openimsdk/open-im-server v3.8.3, `pkg/callbackstruct/group.go`, `CallbackBeforeSetGroupMemberInfoReq`.
 */
export const BeforeSetGroupMemberInfo = /* @__PURE__ */ callbackSchema({
  groupID: id,
  userID: id,
  nickName: v.optional(text),
  faceURL: v.optional(text),
  roleLevel: v.optional(int32),
  ex: v.optional(text),
});
