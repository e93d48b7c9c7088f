import * as v from 'valibot';
import type { CallbackKind } from '../catalogue.ts';
import { BeforeSetGroupInfo } from './before-set-group-info.ts';
import { BeforeSetGroupMemberInfo } from './before-set-group-member-info.ts';
import { callbackSchema, id, ids, int32, members, text } from './callback-schema.ts';
import { groupFields } from './group-fields.ts';
import { groupTypeOf } from './group-type.ts';

/** `memberCount` is OpenIM's own count, and often another than the list's length. */
const AfterCreateGroup = /* @__PURE__ */ callbackSchema(
  groupFields(
    {},
    {
      groupID: v.optional(text),
      ownerUserID: v.optional(text),
      creatorUserID: v.optional(text),
      initMemberList: v.optional(members, []),
    },
  ),
);

const JoinGroup = /* @__PURE__ */ callbackSchema(
  {
    groupID: id,
    groupType: v.optional(int32),
    applyID: id,
    reqMessage: v.optional(text),
    ex: v.optional(text),
  },
  ({ groupType, ...body }) => ({ ...body, groupType: groupTypeOf(groupType) }),
);

const InviteJoinGroup = /* @__PURE__ */ callbackSchema({
  groupID: id,
  invitedUserIDs: v.optional(ids, []),
  reason: v.optional(text),
});
const KickGroup = /* @__PURE__ */ callbackSchema({
  groupID: id,
  kickedUserIDs: v.optional(ids, []),
  reason: v.optional(text),
});
const QuitGroup = /* @__PURE__ */ callbackSchema({ groupID: id, userID: id });
const TransferGroupOwner = /* @__PURE__ */ callbackSchema({ groupID: id, oldOwnerUserID: id, newOwnerUserID: id });

/**
 * Schemas of the group callbacks without a function of their own, by wire name.
 * Source: openimsdk/open-im-server v3.5.1 to v3.8.3, `pkg/callbackstruct/group.go`.
 */
export const groupRequests: Readonly<Record<string, CallbackKind['request']>> = {
  callbackAfterCreateGroupCommand: AfterCreateGroup,
  callbackBeforeJoinGroupCommand: JoinGroup,
  callbackBeforeInviteJoinGroupCommand: InviteJoinGroup,
  callbackAfterKickGroupCommand: KickGroup,
  callbackKillGroupCommand: KickGroup,
  callbackAfterQuitGroupCommand: QuitGroup,
  callbackQuitGroupCommand: QuitGroup,
  callbackAfterSetGroupInfoCommand: BeforeSetGroupInfo,
  callbackAfterSetGroupMemberInfoCommand: BeforeSetGroupMemberInfo,
  callbackAfterTransferGroupOwnerCommand: TransferGroupOwner,
  callbackAfterTransferGroupOwner: TransferGroupOwner,
  callbackTransferGroupOwnerAfter: TransferGroupOwner,
};
