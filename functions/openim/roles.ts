import type { FieldPath } from './field-values.ts';

/** Part that a person plays in an event. */
export type Role =
  | 'joined'
  | 'inviter'
  | 'invited'
  | 'kicked'
  | 'left'
  | 'applicant'
  | 'owner'
  | 'old owner'
  | 'new owner'
  | 'creator'
  | 'member'
  | 'sender'
  | 'receiver'
  | 'friend'
  | 'blocked'
  | 'user';

/** Fields that name people, and their roles. The first person of a body is found in this order. */
export const ROLES: Readonly<Record<FieldPath, Role>> = {
  userID: 'user',
  userId: 'user',
  inviterUserID: 'inviter',
  ownerID: 'owner',
  ownerUserID: 'owner',
  ownerUserId: 'owner',
  creatorUserID: 'creator',
  oldOwnerUserID: 'old owner',
  newOwnerUserID: 'new owner',
  applyID: 'applicant',
  fromUserID: 'applicant',
  toUserID: 'receiver',
  sendID: 'sender',
  recvID: 'receiver',
  receiveID: 'receiver',
  friendUserID: 'friend',
  blackUserID: 'blocked',
  'invitedUserIDs[]': 'invited',
  'kickedUserIDs[]': 'kicked',
  'memberList[].userID': 'joined',
  'initMemberList[].userID': 'member',
  'membersID[]': 'member',
  'users[].userID': 'user',
  'friendUserIDs[]': 'friend',
  'userIDList[]': 'receiver',
  'atUserList[]': 'receiver',
  'atUserIDList[]': 'receiver',
  notificationUserID: 'user',
};

/** Fields that have another role in one callback. Source: openimsdk/open-im-server v3.8.3, `internal/rpc/group` and `relation`. */
const ROLES_IN: Readonly<Record<string, Readonly<Record<FieldPath, Role>>>> = {
  callbackAfterJoinGroupCommand: { userID: 'joined', inviterUserID: 'joined' },
  callbackBeforeMemberJoinGroupCommand: { userID: 'joined' },
  callbackBeforeMembersJoinGroupCommand: { userID: 'joined' },
  callbackAfterQuitGroupCommand: { userID: 'left' },
  callbackQuitGroupCommand: { userID: 'left' },
  callbackBeforeSetGroupMemberInfoCommand: { userID: 'member' },
  callbackAfterSetGroupMemberInfoCommand: { userID: 'member' },
  // The user who was asked, whatever the field says.
  callbackBeforeAddFriendAgreeCommand: { blackUserID: 'receiver' },
  callbackAfterAddFriendAgreeCommand: { blackUserID: 'receiver' },
};

/** The role of a field in a callback, or undefined when the field names nobody. */
export function roleOf(command: string, path: FieldPath): Role | undefined {
  return ROLES_IN[command]?.[path] ?? ROLES[path];
}
