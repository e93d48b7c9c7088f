/**
 * Sentences by the wire names that share them. A test checks that every known name has one.
 *
 * - `{kicked}` names the people of a role, `{kicked was}` adds "was" or "were", `{a|b}` takes the first role that anybody has.
 * - `{group}` is "the group ID", `{=remark}` the value of a field, `{set}` the fields that are set.
 * - A part in brackets goes when nothing of the event fills it.
 *
 * No callback names the operator of a change in a group. `ownerID` of a dismissal is the owner, even if an administrator dismissed it.
 */
const TEMPLATES: readonly (readonly [template: string, ...shortNames: string[]])[] = [
  ['{applicant was} about to ask {receiver} to become friends[. Message: {=reqMsg}]', 'BeforeAddFriend'],
  ['{applicant} asked {receiver} to become friends[. Message: {=reqMsg}]', 'AfterAddFriend'],
  [
    '{receiver was} about to agree or decline to become friends with {applicant}[. Message: {=HandleMsg}]',
    'BeforeAddFriendAgree',
  ],
  ['{receiver} {=HandleResult} to become friends with {applicant}[. Message: {=HandleMsg}]', 'AfterAddFriendAgree'],
  ['{owner} removed {friend} as a friend', 'AfterDeleteFriend'],
  ['{friend was} about to be imported as a friend of {owner}', 'BeforeImportFriends'],
  ['{friend was} imported as a friend of {owner}', 'AfterImportFriends'],
  ['{owner was} about to change the remark about {friend}[ to {=remark}]', 'BeforeSetFriendRemark'],
  ['{owner} changed the remark about {friend}[ to {=remark}]', 'AfterSetFriendRemark'],
  ['{owner was} about to block {blocked}', 'BeforeAddBlack'],
  ['{owner} unblocked {blocked}', 'AfterRemoveBlack'],

  [
    '{creator was} about to create {group}[ named {=groupName}][ for the owner {owner}][ with the members {member}]',
    'BeforeCreateGroup',
  ],
  [
    '{creator} created {group}[ named {=groupName}][ for the owner {owner}][ with the members {member}]',
    'AfterCreateGroup',
  ],
  [
    'An unknown operator dismissed {group}[ of the owner {owner}][ with the members {member}]',
    'AfterDisMissGroup',
    'DisMissGroup',
  ],
  ['{applicant was} about to join {group} or to apply for it[. Message: {=reqMessage}]', 'BeforeJoinGroup'],
  ['{joined was} about to become part of {group}', 'BeforeMembersJoinGroup', 'BeforeMemberJoinGroup'],
  ['{joined} joined {group}[, invited by {inviter}][. Message: {=reqMessage}]', 'AfterJoinGroup'],
  ['{invited was} about to be invited to {group} by an unknown operator[. Reason: {=reason}]', 'BeforeInviteJoinGroup'],
  ['{kicked was} removed from {group} by an unknown operator[. Reason: {=reason}]', 'AfterKickGroup', 'KillGroup'],
  ['{left} left {group}', 'AfterQuitGroup', 'QuitGroup'],
  [
    'An unknown operator was about to change the information of {group}[: {set}]',
    'BeforeSetGroupInfo',
    'BeforeSetGroupInfoEx',
  ],
  [
    'An unknown operator changed the information of {group}[: {set}]',
    'AfterSetGroupInfo',
    'AfterSetGroupInfoEx',
    'AfterSetGroupInfoEX',
  ],
  [
    'An unknown operator was about to change the information of {member} in {group}[: {set}]',
    'BeforeSetGroupMemberInfo',
  ],
  ['An unknown operator changed the information of {member} in {group}[: {set}]', 'AfterSetGroupMemberInfo'],
  [
    'The ownership of {group} went from {old owner} to {new owner}',
    'AfterTransferGroupOwner',
    'TransferGroupOwnerAfter',
  ],

  ['A conversation of {owner} with {group} was about to be made', 'BeforeCreateGroupChatConversations'],
  ['A conversation of {owner} with {group} was made', 'AfterCreateGroupChatConversations'],
  ['A conversation of {owner} with {user} was about to be made', 'BeforeCreateSingleChatConversations'],
  ['A conversation of {owner} with {user} was made', 'AfterCreateSingleChatConversations'],
  ['{sender was} about to send a message to {group}[ and to mention {receiver}]', 'BeforeSendGroupMsg'],
  ['{sender} sent a message to {group}[ and mentioned {receiver}]', 'AfterSendGroupMsg'],
  ['{sender was} about to send a message to {receiver}', 'BeforeSendSingleMsg'],
  ['{sender} sent a message to {receiver}', 'AfterSendSingleMsg'],
  ['A message from {sender}[ to {receiver}][ in the group {=groupID}] was stored', 'AfterMsgSaveDB'],
  [
    'A message from {sender}[ that mentions {receiver}] was about to be sent, and could be changed',
    'BeforeMsgModify',
    'MsgModify',
  ],
  ['{user} revoked a message[ in the conversation {=conversationID}]', 'BeforeAfterMsg'],
  ['{receiver} read messages of a group', 'AfterGroupMsgRead', 'GroupMsgRead'],
  ['{user|receiver} read messages[ in the conversation {=conversationID}]', 'AfterSingleMsgRead', 'SingleMsgRead'],
  ['An online push of a message from {sender} to {receiver} was about to go out', 'BeforeOnlinePush', 'OnlinePush'],
  ['An offline push of a message from {sender} to {receiver} was about to go out', 'BeforeOfflinePush', 'OfflinePush'],
  [
    'An online push of a message from {sender} to {group} was about to go out[, mentioning {receiver}]',
    'BeforeGroupOnlinePush',
    'SuperGroupOnlinePush',
  ],

  ['{user was} about to be registered', 'BeforeUserRegister'],
  ['{user was} registered', 'AfterUserRegister'],
  ['The profile of {user} was about to be changed[: {set}]', 'BeforeUpdateUserInfo', 'BeforeUpdateUserInfoEx'],
  ['The profile of {user} was changed[: {set}]', 'AfterUpdateUserInfo', 'AfterUpdateUserInfoEx'],
  ['{user} came online[ on {=platform}]', 'AfterUserOnline', 'UserOnline'],
  ['{user} went offline[ on {=platform}]', 'AfterUserOffline', 'UserOffline'],
  ['{user was} logged out by force[ on {=platform}]', 'AfterUserKickOff', 'UserKickOff'],
];

/** Keyed by names without prefix and suffix, which some spellings lack. */
const byShortName = new Map(
  TEMPLATES.flatMap(([template, ...names]) => names.map((name) => [name, template] as const)),
);

/** Returns the template of a callback, by its name without prefix and suffix; undefined for a name that no known server sends. */
export function templateOf(shortName: string): string | undefined {
  return byShortName.get(shortName);
}
