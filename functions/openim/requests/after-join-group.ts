import * as v from 'valibot';
import { callbackSchema, id, int32, text } from './callback-schema.ts';

/**
 * A member joined a group. `userID` is the member.
 *
 * Servers of v3.8 send the member as `inviterUserID`, without `userID`. When both are sent, `inviterUserID` is the
 * inviter.
 * Source: openimsdk/open-im-server v3.8.3, `internal/rpc/group/callback.go` and `group.go`, `JoinGroup`.
 */
export const AfterJoinGroup = /* @__PURE__ */ callbackSchema(
  {
    groupID: id,
    userID: id,
    inviterUserID: v.optional(text),
    reqMessage: v.optional(text),
    joinSource: v.optional(int32),
    ex: v.optional(text),
    groupEx: v.optional(text),
  },
  ({ inviterUserID, ...body }) =>
    (body.userID ?? '') === '' ? { ...body, userID: inviterUserID } : { ...body, inviterUserID },
);
