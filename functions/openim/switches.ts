import type { Switch } from './wire-callback.ts';

// Made by `npm run catalogue` from infra/openim/callbacks.json: change that and make it again.

/** The switches of each callback in OpenIM's configuration, by its name on the wire. */
export const switches: Readonly<Record<string, readonly Switch[]>> = {
  callbackAfterAddFriendAgreeCommand: [{ key: 'afterAddFriendAgree', from: 'v3.8.1', to: 'main' }],
  callbackAfterAddFriendCommand: [
    { key: 'addFriendAfter', from: 'v3.5.1', to: 'v3.6.0' },
    { key: 'afterAddFriend', from: 'v3.7.0', to: 'main' },
  ],
  callbackAfterCreateGroupChatConversationsCommand: [
    { key: 'afterCreateGroupChatConversations', from: 'main', to: 'main' },
  ],
  callbackAfterCreateGroupCommand: [{ key: 'afterCreateGroup', from: 'v3.5.1', to: 'main' }],
  callbackAfterCreateSingleChatConversationsCommand: [
    { key: 'afterCreateSingleChatConversations', from: 'main', to: 'main' },
  ],
  callbackAfterDeleteFriendCommand: [
    { key: 'deleteFriendAfter', from: 'v3.5.1', to: 'v3.6.0' },
    { key: 'afterDeleteFriend', from: 'v3.7.0', to: 'main' },
  ],
  callbackAfterDisMissGroupCommand: [{ key: 'afterDismissGroup', from: 'v3.7.0', to: 'main' }],
  callbackAfterGroupMsgReadCommand: [{ key: 'afterGroupMsgRead', from: 'v3.7.0', to: 'main' }],
  callbackAfterImportFriendsCommand: [
    { key: 'importFriendsAfter', from: 'v3.5.1', to: 'v3.6.0' },
    { key: 'afterImportFriends', from: 'v3.7.0', to: 'main' },
  ],
  callbackAfterJoinGroupCommand: [
    { key: 'joinGroupAfter', from: 'v3.5.1', to: 'v3.6.0' },
    { key: 'afterJoinGroup', from: 'v3.7.0', to: 'main' },
  ],
  callbackAfterKickGroupCommand: [
    { key: 'afterKickGroupMember', from: 'v3.7.0', to: 'v3.8.0' },
    { key: 'afterKickGroupMember', from: 'v3.8.1', to: 'main' },
  ],
  callbackAfterMsgSaveDBCommand: [{ key: 'afterMsgSaveDB', from: 'main', to: 'main' }],
  callbackAfterQuitGroupCommand: [{ key: 'afterQuitGroup', from: 'v3.7.0', to: 'main' }],
  callbackAfterRemoveBlackCommand: [
    { key: 'removeBlackAfter', from: 'v3.5.1', to: 'v3.6.0', neverSent: true },
    { key: 'afterRemoveBlack', from: 'v3.7.0', to: 'v3.8.0', neverSent: true },
    { key: 'afterRemoveBlack', from: 'v3.8.1', to: 'main' },
  ],
  callbackAfterSendGroupMsgCommand: [
    { key: 'afterSendGroupMsg', from: 'v3.5.1', to: 'v3.8.0' },
    { key: 'afterSendGroupMsg', from: 'v3.8.1', to: 'v3.8.3-patch.16' },
    { key: 'afterSendGroupMsg', from: 'main', to: 'main' },
  ],
  callbackAfterSendSingleMsgCommand: [
    { key: 'afterSendSingleMsg', from: 'v3.5.1', to: 'v3.8.0' },
    { key: 'afterSendSingleMsg', from: 'v3.8.1', to: 'v3.8.3-patch.16' },
    { key: 'afterSendSingleMsg', from: 'main', to: 'main' },
  ],
  callbackAfterSetFriendRemark: [{ key: 'callbackAfterSetFriendRemark', from: 'v3.5.1', to: 'v3.6.0' }],
  callbackAfterSetFriendRemarkCommand: [{ key: 'afterSetFriendRemark', from: 'v3.7.0', to: 'main' }],
  callbackAfterSetGroupInfoCommand: [
    { key: 'setGroupInfoAfter', from: 'v3.5.1', to: 'v3.6.0' },
    { key: 'afterSetGroupInfo', from: 'v3.7.0', to: 'main' },
  ],
  callbackAfterSetGroupInfoExCommand: [{ key: 'afterSetGroupInfoEx', from: 'v3.8.1', to: 'main' }],
  callbackAfterSetGroupMemberInfoCommand: [
    { key: 'beforeSetGroupMemberInfo', from: 'v3.5.1', to: 'v3.6.0' },
    { key: 'afterSetGroupMemberInfo', from: 'v3.7.0', to: 'main' },
  ],
  callbackAfterSingleMsgReadCommand: [{ key: 'afterSingleMsgRead', from: 'v3.7.0', to: 'main' }],
  callbackAfterTransferGroupOwner: [{ key: 'transferGroupOwner', from: 'v3.6.0', to: 'v3.6.0' }],
  callbackAfterTransferGroupOwnerCommand: [{ key: 'afterTransferGroupOwner', from: 'v3.7.0', to: 'main' }],
  callbackAfterUpdateUserInfoCommand: [
    { key: 'updateUserInfo', from: 'v3.5.1', to: 'v3.6.0' },
    { key: 'afterUpdateUserInfo', from: 'v3.7.0', to: 'main' },
  ],
  callbackAfterUpdateUserInfoExCommand: [{ key: 'afterUpdateUserInfoEx', from: 'v3.5.1', to: 'main' }],
  callbackAfterUserKickOffCommand: [{ key: 'afterUserKickOff', from: 'v3.7.0', to: 'main', neverSent: true }],
  callbackAfterUserOfflineCommand: [
    { key: 'afterUserOffline', from: 'v3.7.0', to: 'v3.7.0' },
    { key: 'afterUserOffline', from: 'v3.8.2', to: 'main' },
    { key: 'afterUserOffline', from: 'v3.8.0', to: 'v3.8.1', neverSent: true },
  ],
  callbackAfterUserOnlineCommand: [
    { key: 'afterUserOnline', from: 'v3.7.0', to: 'v3.7.0' },
    { key: 'afterUserOnline', from: 'v3.8.2', to: 'main' },
    { key: 'afterUserOnline', from: 'v3.8.0', to: 'v3.8.1', neverSent: true },
  ],
  callbackAfterUserRegisterCommand: [
    { key: 'afterUserRegister', from: 'v3.5.1', to: 'v3.8.0' },
    { key: 'afterUserRegister', from: 'v3.8.1', to: 'main' },
  ],
  callbackBeforeAddBlackCommand: [
    { key: 'addBlackBefore', from: 'v3.5.1', to: 'v3.6.0', neverSent: true },
    { key: 'beforeAddBlack', from: 'v3.7.0', to: 'v3.8.0', neverSent: true },
    { key: 'beforeAddBlack', from: 'v3.8.1', to: 'main' },
  ],
  callbackBeforeAddFriendAgreeCommand: [
    { key: 'addFriendAgreeBefore', from: 'v3.5.1', to: 'v3.6.0' },
    { key: 'beforeAddFriendAgree', from: 'v3.7.0', to: 'main' },
  ],
  callbackBeforeAddFriendCommand: [{ key: 'beforeAddFriend', from: 'v3.5.1', to: 'main' }],
  callbackBeforeAfterMsgCommand: [
    { key: 'revokeMsgAfter', from: 'v3.5.1', to: 'v3.6.0' },
    { key: 'afterRevokeMsg', from: 'v3.7.0', to: 'main' },
  ],
  callbackBeforeCreateGroupChatConversationsCommand: [
    { key: 'beforeCreateGroupChatConversations', from: 'main', to: 'main' },
  ],
  callbackBeforeCreateGroupCommand: [{ key: 'beforeCreateGroup', from: 'v3.5.1', to: 'main' }],
  callbackBeforeCreateSingleChatConversationsCommand: [
    { key: 'beforeCreateSingleChatConversations', from: 'main', to: 'main' },
  ],
  callbackBeforeGroupOnlinePushCommand: [{ key: 'beforeGroupOnlinePush', from: 'v3.7.0', to: 'main' }],
  callbackBeforeImportFriendsCommand: [
    { key: 'importFriendsBefore', from: 'v3.5.1', to: 'v3.6.0' },
    { key: 'beforeImportFriends', from: 'v3.7.0', to: 'main' },
  ],
  callbackBeforeInviteJoinGroupCommand: [{ key: 'beforeInviteUserToGroup', from: 'v3.5.1', to: 'main' }],
  callbackBeforeJoinGroupCommand: [
    { key: 'joinGroup', from: 'v3.5.1', to: 'v3.6.0' },
    { key: 'beforeApplyJoinGroup', from: 'v3.7.0', to: 'main' },
  ],
  callbackBeforeMemberJoinGroupCommand: [{ key: 'beforeMemberJoinGroup', from: 'v3.5.1', to: 'v3.7.0' }],
  callbackBeforeMembersJoinGroupCommand: [{ key: 'beforeMemberJoinGroup', from: 'v3.8.0', to: 'main' }],
  callbackBeforeMsgModifyCommand: [
    { key: 'beforeMsgModify', from: 'v3.7.0', to: 'v3.8.0' },
    { key: 'beforeMsgModify', from: 'v3.8.1', to: 'main' },
  ],
  callbackBeforeOfflinePushCommand: [{ key: 'beforeOfflinePush', from: 'v3.7.0', to: 'main' }],
  callbackBeforeOnlinePushCommand: [{ key: 'beforeOnlinePush', from: 'v3.7.0', to: 'main' }],
  callbackBeforeSendGroupMsgCommand: [
    { key: 'beforeSendGroupMsg', from: 'v3.5.1', to: 'v3.8.0' },
    { key: 'beforeSendGroupMsg', from: 'v3.8.1', to: 'main' },
  ],
  callbackBeforeSendSingleMsgCommand: [
    { key: 'beforeSendSingleMsg', from: 'v3.5.1', to: 'v3.8.0' },
    { key: 'beforeSendSingleMsg', from: 'v3.8.1', to: 'main' },
  ],
  callbackBeforeSetFriendRemark: [{ key: 'callbackBeforeSetFriendRemark', from: 'v3.5.1', to: 'v3.6.0' }],
  callbackBeforeSetFriendRemarkCommand: [{ key: 'beforeSetFriendRemark', from: 'v3.7.0', to: 'main' }],
  callbackBeforeSetGroupInfoCommand: [
    { key: 'setGroupInfoBefore', from: 'v3.5.1', to: 'v3.6.0' },
    { key: 'beforeSetGroupInfo', from: 'v3.7.0', to: 'main' },
  ],
  callbackBeforeSetGroupInfoExCommand: [{ key: 'beforeSetGroupInfoEx', from: 'v3.8.1', to: 'main' }],
  callbackBeforeSetGroupMemberInfoCommand: [{ key: 'beforeSetGroupMemberInfo', from: 'v3.5.1', to: 'main' }],
  callbackBeforeUpdateUserInfoCommand: [{ key: 'beforeUpdateUserInfo', from: 'v3.5.1', to: 'main' }],
  callbackBeforeUpdateUserInfoExCommand: [{ key: 'beforeUpdateUserInfoEx', from: 'v3.5.1', to: 'main' }],
  callbackBeforeUserRegisterCommand: [
    { key: 'beforeUserRegister', from: 'v3.5.1', to: 'v3.8.0' },
    { key: 'beforeUserRegister', from: 'v3.8.1', to: 'main' },
  ],
  callbackDisMissGroupCommand: [{ key: 'dismissGroup', from: 'v3.5.1', to: 'v3.6.0' }],
  callbackGroupMsgReadCommand: [{ key: 'groupMsgRead', from: 'v3.5.1', to: 'v3.6.0' }],
  callbackKillGroupCommand: [{ key: 'killGroupMember', from: 'v3.5.1', to: 'v3.6.0' }],
  callbackMsgModifyCommand: [{ key: 'msgModify', from: 'v3.5.1', to: 'v3.6.0' }],
  callbackOfflinePushCommand: [{ key: 'offlinePush', from: 'v3.5.1', to: 'v3.6.0' }],
  callbackOnlinePushCommand: [{ key: 'onlinePush', from: 'v3.5.1', to: 'v3.6.0' }],
  callbackQuitGroupCommand: [{ key: 'quitGroup', from: 'v3.5.1', to: 'v3.6.0' }],
  callbackSingleMsgRead: [
    { key: 'singleMsgRead', from: 'v3.5.1', to: 'v3.5.1', neverSent: true },
    { key: 'singleMsgRead', from: 'v3.6.0', to: 'v3.6.0' },
  ],
  callbackSuperGroupOnlinePushCommand: [
    { key: 'superGroupOnlinePush', from: 'v3.5.1', to: 'v3.5.1' },
    { key: 'superGroupOnlinePush', from: 'v3.6.0', to: 'v3.6.0' },
  ],
  callbackTransferGroupOwnerAfter: [{ key: 'transferGroupOwner', from: 'v3.5.1', to: 'v3.5.1' }],
  callbackUserKickOffCommand: [{ key: 'userKickOff', from: 'v3.5.1', to: 'v3.6.0', neverSent: true }],
  callbackUserOfflineCommand: [{ key: 'userOffline', from: 'v3.5.1', to: 'v3.6.0' }],
  callbackUserOnlineCommand: [{ key: 'userOnline', from: 'v3.5.1', to: 'v3.6.0' }],
};
