import type { Role } from '../../functions/openim/roles.ts';

/** Roles by the path of a field. A path has no brackets: `users.userID` is that of each user in a list. */
type RolesByPath = Readonly<Record<string, Role>>;

/** Everyone whom a callback names, written by hand from the documents of OpenIM. Rows are wire names that name the same. */
const ROWS: readonly { readonly wireNames: readonly string[]; readonly roles: RolesByPath }[] = [
  {
    wireNames: ['callbackBeforeUserRegisterCommand', 'callbackAfterUserRegisterCommand'],
    roles: { 'users.userID': 'user' },
  },
  {
    wireNames: [
      'callbackBeforeUpdateUserInfoCommand',
      'callbackAfterUpdateUserInfoCommand',
      'callbackBeforeUpdateUserInfoExCommand',
      'callbackAfterUpdateUserInfoExCommand',
    ],
    roles: { userID: 'user' },
  },
  {
    wireNames: [
      'callbackAfterUserOnlineCommand',
      'callbackAfterUserOfflineCommand',
      'callbackAfterUserKickOffCommand',
      'callbackUserOnlineCommand',
      'callbackUserOfflineCommand',
      'callbackUserKickOffCommand',
    ],
    roles: { userID: 'user' },
  },
  {
    wireNames: ['callbackBeforeAddFriendCommand', 'callbackAfterAddFriendCommand'],
    roles: { fromUserID: 'applicant', toUserID: 'receiver' },
  },
  {
    wireNames: ['callbackBeforeAddFriendAgreeCommand', 'callbackAfterAddFriendAgreeCommand'],
    roles: { fromUserID: 'applicant', blackUserID: 'receiver' },
  },
  {
    wireNames: [
      'callbackAfterDeleteFriendCommand',
      'callbackBeforeSetFriendRemark',
      'callbackAfterSetFriendRemark',
      'callbackBeforeSetFriendRemarkCommand',
      'callbackAfterSetFriendRemarkCommand',
    ],
    roles: { ownerUserID: 'owner', friendUserID: 'friend' },
  },
  {
    wireNames: ['callbackBeforeImportFriendsCommand', 'callbackAfterImportFriendsCommand'],
    roles: { ownerUserID: 'owner', friendUserIDs: 'friend' },
  },
  {
    wireNames: ['callbackBeforeAddBlackCommand', 'callbackAfterRemoveBlackCommand'],
    roles: { ownerUserID: 'owner', blackUserID: 'blocked' },
  },
  {
    wireNames: ['callbackBeforeCreateGroupCommand', 'callbackAfterCreateGroupCommand'],
    roles: {
      ownerUserID: 'owner',
      creatorUserID: 'creator',
      'initMemberList.userID': 'member',
      notificationUserID: 'user',
    },
  },
  { wireNames: ['callbackBeforeJoinGroupCommand'], roles: { applyID: 'applicant' } },
  { wireNames: ['callbackBeforeMemberJoinGroupCommand'], roles: { userID: 'joined' } },
  { wireNames: ['callbackBeforeMembersJoinGroupCommand'], roles: { 'memberList.userID': 'joined' } },
  { wireNames: ['callbackBeforeInviteJoinGroupCommand'], roles: { invitedUserIDs: 'invited' } },
  { wireNames: ['callbackAfterJoinGroupCommand'], roles: { inviterUserID: 'joined' } },
  { wireNames: ['callbackAfterQuitGroupCommand', 'callbackQuitGroupCommand'], roles: { userID: 'left' } },
  { wireNames: ['callbackAfterKickGroupCommand', 'callbackKillGroupCommand'], roles: { kickedUserIDs: 'kicked' } },
  {
    wireNames: ['callbackAfterDisMissGroupCommand', 'callbackDisMissGroupCommand'],
    roles: { ownerID: 'owner', membersID: 'member' },
  },
  {
    wireNames: [
      'callbackAfterTransferGroupOwner',
      'callbackAfterTransferGroupOwnerCommand',
      'callbackTransferGroupOwnerAfter',
    ],
    roles: { oldOwnerUserID: 'old owner', newOwnerUserID: 'new owner' },
  },
  {
    wireNames: [
      'callbackBeforeSetGroupInfoCommand',
      'callbackAfterSetGroupInfoCommand',
      'callbackBeforeSetGroupInfoExCommand',
      'callbackAfterSetGroupInfoExCommand',
    ],
    roles: {},
  },
  {
    wireNames: ['callbackBeforeSetGroupMemberInfoCommand', 'callbackAfterSetGroupMemberInfoCommand'],
    roles: { userID: 'member' },
  },
  {
    wireNames: [
      'callbackBeforeCreateGroupChatConversationsCommand',
      'callbackAfterCreateGroupChatConversationsCommand',
    ],
    roles: { ownerUserId: 'owner' },
  },
  {
    wireNames: [
      'callbackBeforeCreateSingleChatConversationsCommand',
      'callbackAfterCreateSingleChatConversationsCommand',
    ],
    roles: { ownerUserId: 'owner', userId: 'user' },
  },
  {
    wireNames: [
      'callbackBeforeSendSingleMsgCommand',
      'callbackAfterSendSingleMsgCommand',
      'callbackAfterMsgSaveDBCommand',
    ],
    roles: { sendID: 'sender', recvID: 'receiver', atUserList: 'receiver' },
  },
  {
    wireNames: [
      'callbackBeforeSendGroupMsgCommand',
      'callbackAfterSendGroupMsgCommand',
      'callbackBeforeMsgModifyCommand',
      'callbackMsgModifyCommand',
    ],
    roles: { sendID: 'sender', atUserList: 'receiver' },
  },
  { wireNames: ['callbackBeforeAfterMsgCommand', 'callbackAfterSingleMsgReadCommand'], roles: { userID: 'user' } },
  { wireNames: ['callbackSingleMsgRead'], roles: { userID: 'user', sendID: 'sender', receiveID: 'receiver' } },
  {
    wireNames: ['callbackAfterGroupMsgReadCommand', 'callbackGroupMsgReadCommand'],
    roles: { sendID: 'sender', receiveID: 'receiver' },
  },
  {
    wireNames: [
      'callbackBeforeOnlinePushCommand',
      'callbackOnlinePushCommand',
      'callbackBeforeOfflinePushCommand',
      'callbackOfflinePushCommand',
    ],
    roles: { sendID: 'sender', userIDList: 'receiver', atUserIDList: 'receiver' },
  },
  {
    wireNames: ['callbackBeforeGroupOnlinePushCommand', 'callbackSuperGroupOnlinePushCommand'],
    roles: { sendID: 'sender', atUserIDList: 'receiver' },
  },
];

/** Roles of a callback's people by its wire name. */
export const expectedRoles: Readonly<Record<string, RolesByPath>> = Object.fromEntries(
  ROWS.flatMap(({ wireNames, roles }) => wireNames.map((wireName) => [wireName, roles])),
);

/** Stands for everybody in a list of mentioned users. */
const EVERYBODY = 'AtAllTag';

/** Returns who finds the record of a body, as `USER: ROLE` for each role, sorted. */
export function expectedPeople(wireName: string, body: unknown): string[] {
  const people = Object.entries(expectedRoles[wireName] ?? {}).flatMap(([path, role]) =>
    textsAt([body], path.split('.'))
      .filter((userID) => userID !== '' && userID !== EVERYBODY)
      .map((userID) => `${userID}: ${role}`),
  );
  return [...new Set(people)].sort();
}

/** Returns the group that finds the record of a body. */
export function expectedGroup(body: {
  readonly groupID?: string;
  readonly groupId?: string;
  readonly conversationID?: string;
}): string | undefined {
  const { groupID, groupId, conversationID = '' } = body;
  return groupID || groupId || (conversationID.startsWith('sg_') ? conversationID.slice('sg_'.length) : undefined);
}

function textsAt(values: readonly unknown[], [name, ...rest]: readonly string[]): string[] {
  if (name === undefined) return values.filter((value) => typeof value === 'string');
  const inner = values.flatMap((value) => (value as Record<string, unknown> | null)?.[name] ?? []);
  return textsAt(inner, rest);
}
