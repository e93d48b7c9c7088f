import * as v from 'valibot';
import { callbackSchema, id, members, text } from './callback-schema.ts';

/**
 * People are about to become members: they join, were invited or approved, or are in a group that is created.
 *
 * Servers up to v3.7 send one callback for each, with `userID` and `ex` beside `groupID`.
 * Source: openimsdk/open-im-server v3.7.0 and v3.8.3, `pkg/callbackstruct/group.go`.
 */
export const BeforeMembersJoinGroup = /* @__PURE__ */ callbackSchema(
  {
    groupID: id,
    memberList: v.optional(members, []),
    groupEx: v.optional(text),
  },
  ({ userID, ex, memberList, ...body }) => ({
    ...body,
    memberList: (userID ?? '') === '' ? memberList : [{ userID, ...(ex !== undefined && { ex }) }],
  }),
);
