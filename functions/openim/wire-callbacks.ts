import type { WireCallback } from './wire-callback.ts';

// Made by `npm run catalogue` from infra/openim/callbacks.json: change that and make it again.

/** Every callback of openimsdk/open-im-server from v3.5.1 to main, by its name on the wire. */
export const wireCallbacks: Readonly<Record<string, WireCallback>> = {
  callbackAfterAddFriendAgreeCommand: {
    timing: 'after',
    switches: [{ key: 'afterAddFriendAgree', from: 'v3.8.1', to: 'main' }],
  },
  callbackAfterAddFriendCommand: {
    timing: 'after',
    switches: [
      { key: 'addFriendAfter', from: 'v3.5.1', to: 'v3.6.0' },
      { key: 'afterAddFriend', from: 'v3.7.0', to: 'main' },
    ],
  },
  callbackAfterCreateGroupChatConversationsCommand: {
    timing: 'after',
    switches: [{ key: 'afterCreateGroupChatConversations', from: 'main', to: 'main' }],
  },
  callbackAfterCreateGroupCommand: {
    timing: 'after',
    switches: [{ key: 'afterCreateGroup', from: 'v3.5.1', to: 'main' }],
  },
  callbackAfterCreateSingleChatConversationsCommand: {
    timing: 'after',
    switches: [{ key: 'afterCreateSingleChatConversations', from: 'main', to: 'main' }],
  },
  callbackAfterDeleteFriendCommand: {
    timing: 'after',
    switches: [
      { key: 'deleteFriendAfter', from: 'v3.5.1', to: 'v3.6.0' },
      { key: 'afterDeleteFriend', from: 'v3.7.0', to: 'main' },
    ],
  },
  callbackAfterDisMissGroupCommand: {
    timing: 'after',
    switches: [{ key: 'afterDismissGroup', from: 'v3.7.0', to: 'main' }],
  },
  callbackAfterGroupMsgReadCommand: {
    timing: 'after',
    switches: [{ key: 'afterGroupMsgRead', from: 'v3.7.0', to: 'main' }],
  },
  callbackAfterImportFriendsCommand: {
    timing: 'after',
    switches: [
      { key: 'importFriendsAfter', from: 'v3.5.1', to: 'v3.6.0' },
      { key: 'afterImportFriends', from: 'v3.7.0', to: 'main' },
    ],
  },
  callbackAfterJoinGroupCommand: {
    timing: 'after',
    switches: [
      { key: 'joinGroupAfter', from: 'v3.5.1', to: 'v3.6.0' },
      { key: 'afterJoinGroup', from: 'v3.7.0', to: 'main' },
    ],
  },
  callbackAfterKickGroupCommand: {
    timing: 'after',
    switches: [
      { key: 'afterKickGroupMember', from: 'v3.7.0', to: 'v3.8.0' },
      { key: 'afterKickGroupMember', from: 'v3.8.1', to: 'main' },
    ],
  },
  callbackAfterMsgSaveDBCommand: { timing: 'after', switches: [{ key: 'afterMsgSaveDB', from: 'main', to: 'main' }] },
  callbackAfterQuitGroupCommand: { timing: 'after', switches: [{ key: 'afterQuitGroup', from: 'v3.7.0', to: 'main' }] },
  callbackAfterRemoveBlackCommand: {
    timing: 'after',
    switches: [
      { key: 'removeBlackAfter', from: 'v3.5.1', to: 'v3.6.0', neverSent: true },
      { key: 'afterRemoveBlack', from: 'v3.7.0', to: 'v3.8.0', neverSent: true },
      { key: 'afterRemoveBlack', from: 'v3.8.1', to: 'main' },
    ],
  },
  callbackAfterSendGroupMsgCommand: {
    timing: 'after',
    switches: [
      { key: 'afterSendGroupMsg', from: 'v3.5.1', to: 'v3.8.0' },
      { key: 'afterSendGroupMsg', from: 'v3.8.1', to: 'v3.8.3-patch.16' },
      { key: 'afterSendGroupMsg', from: 'main', to: 'main' },
    ],
  },
  callbackAfterSendSingleMsgCommand: {
    timing: 'after',
    switches: [
      { key: 'afterSendSingleMsg', from: 'v3.5.1', to: 'v3.8.0' },
      { key: 'afterSendSingleMsg', from: 'v3.8.1', to: 'v3.8.3-patch.16' },
      { key: 'afterSendSingleMsg', from: 'main', to: 'main' },
    ],
  },
  callbackAfterSetFriendRemark: {
    timing: 'after',
    switches: [{ key: 'callbackAfterSetFriendRemark', from: 'v3.5.1', to: 'v3.6.0' }],
  },
  callbackAfterSetFriendRemarkCommand: {
    timing: 'after',
    switches: [{ key: 'afterSetFriendRemark', from: 'v3.7.0', to: 'main' }],
  },
  callbackAfterSetGroupInfoCommand: {
    timing: 'after',
    switches: [
      { key: 'setGroupInfoAfter', from: 'v3.5.1', to: 'v3.6.0' },
      { key: 'afterSetGroupInfo', from: 'v3.7.0', to: 'main' },
    ],
  },
  callbackAfterSetGroupInfoExCommand: {
    timing: 'after',
    switches: [{ key: 'afterSetGroupInfoEx', from: 'v3.8.1', to: 'main' }],
  },
  callbackAfterSetGroupMemberInfoCommand: {
    timing: 'after',
    switches: [
      { key: 'beforeSetGroupMemberInfo', from: 'v3.5.1', to: 'v3.6.0' },
      { key: 'afterSetGroupMemberInfo', from: 'v3.7.0', to: 'main' },
    ],
  },
  callbackAfterSingleMsgReadCommand: {
    timing: 'after',
    switches: [{ key: 'afterSingleMsgRead', from: 'v3.7.0', to: 'main' }],
  },
  callbackAfterTransferGroupOwner: {
    timing: 'after',
    switches: [{ key: 'transferGroupOwner', from: 'v3.6.0', to: 'v3.6.0' }],
  },
  callbackAfterTransferGroupOwnerCommand: {
    timing: 'after',
    switches: [{ key: 'afterTransferGroupOwner', from: 'v3.7.0', to: 'main' }],
  },
  callbackAfterUpdateUserInfoCommand: {
    timing: 'after',
    switches: [
      { key: 'updateUserInfo', from: 'v3.5.1', to: 'v3.6.0' },
      { key: 'afterUpdateUserInfo', from: 'v3.7.0', to: 'main' },
    ],
  },
  callbackAfterUpdateUserInfoExCommand: {
    timing: 'after',
    switches: [{ key: 'afterUpdateUserInfoEx', from: 'v3.5.1', to: 'main' }],
  },
  callbackAfterUserKickOffCommand: {
    timing: 'after',
    switches: [{ key: 'afterUserKickOff', from: 'v3.7.0', to: 'main', neverSent: true }],
  },
  callbackAfterUserOfflineCommand: {
    timing: 'after',
    switches: [
      { key: 'afterUserOffline', from: 'v3.7.0', to: 'v3.7.0' },
      { key: 'afterUserOffline', from: 'v3.8.2', to: 'main' },
      { key: 'afterUserOffline', from: 'v3.8.0', to: 'v3.8.1', neverSent: true },
    ],
  },
  callbackAfterUserOnlineCommand: {
    timing: 'after',
    switches: [
      { key: 'afterUserOnline', from: 'v3.7.0', to: 'v3.7.0' },
      { key: 'afterUserOnline', from: 'v3.8.2', to: 'main' },
      { key: 'afterUserOnline', from: 'v3.8.0', to: 'v3.8.1', neverSent: true },
    ],
  },
  callbackAfterUserRegisterCommand: {
    timing: 'after',
    switches: [
      { key: 'afterUserRegister', from: 'v3.5.1', to: 'v3.8.0' },
      { key: 'afterUserRegister', from: 'v3.8.1', to: 'main' },
    ],
    secrets: ['secret'],
  },
  callbackBeforeAddBlackCommand: {
    timing: 'before',
    switches: [
      { key: 'addBlackBefore', from: 'v3.5.1', to: 'v3.6.0', neverSent: true },
      { key: 'beforeAddBlack', from: 'v3.7.0', to: 'v3.8.0', neverSent: true },
      { key: 'beforeAddBlack', from: 'v3.8.1', to: 'main' },
    ],
  },
  callbackBeforeAddFriendAgreeCommand: {
    timing: 'before',
    switches: [
      { key: 'addFriendAgreeBefore', from: 'v3.5.1', to: 'v3.6.0' },
      { key: 'beforeAddFriendAgree', from: 'v3.7.0', to: 'main' },
    ],
  },
  callbackBeforeAddFriendCommand: {
    timing: 'before',
    switches: [{ key: 'beforeAddFriend', from: 'v3.5.1', to: 'main' }],
  },
  callbackBeforeAfterMsgCommand: {
    timing: 'after',
    switches: [
      { key: 'revokeMsgAfter', from: 'v3.5.1', to: 'v3.6.0' },
      { key: 'afterRevokeMsg', from: 'v3.7.0', to: 'main' },
    ],
  },
  callbackBeforeCreateGroupChatConversationsCommand: {
    timing: 'before',
    switches: [{ key: 'beforeCreateGroupChatConversations', from: 'main', to: 'main' }],
    replaces: ['recvMsgOpt', 'isPinned', 'isPrivateChat', 'burnDuration', 'groupAtType', 'attachedInfo', 'ex'],
  },
  callbackBeforeCreateGroupCommand: {
    timing: 'before',
    switches: [{ key: 'beforeCreateGroup', from: 'v3.5.1', to: 'main' }],
    replaces: [
      'groupID',
      'groupName',
      'notification',
      'introduction',
      'faceURL',
      'ownerUserID',
      'ex',
      'status',
      'creatorUserID',
      'groupType',
      'needVerification',
      'lookMemberInfo',
    ],
    ignores: ['applyMemberFriend'],
  },
  callbackBeforeCreateSingleChatConversationsCommand: {
    timing: 'before',
    switches: [{ key: 'beforeCreateSingleChatConversations', from: 'main', to: 'main' }],
    replaces: ['recvMsgOpt', 'isPinned', 'isPrivateChat', 'burnDuration', 'groupAtType', 'attachedInfo', 'ex'],
  },
  callbackBeforeGroupOnlinePushCommand: {
    timing: 'before',
    switches: [{ key: 'beforeGroupOnlinePush', from: 'v3.7.0', to: 'main' }],
    replaces: ['userIDList'],
    ignores: ['offlinePushInfo'],
  },
  callbackBeforeImportFriendsCommand: {
    timing: 'before',
    switches: [
      { key: 'importFriendsBefore', from: 'v3.5.1', to: 'v3.6.0' },
      { key: 'beforeImportFriends', from: 'v3.7.0', to: 'main' },
    ],
    replaces: ['friendUserIDs'],
  },
  callbackBeforeInviteJoinGroupCommand: {
    timing: 'before',
    switches: [{ key: 'beforeInviteUserToGroup', from: 'v3.5.1', to: 'main' }],
    ignores: ['refusedMembersAccount'],
  },
  callbackBeforeJoinGroupCommand: {
    timing: 'before',
    switches: [
      { key: 'joinGroup', from: 'v3.5.1', to: 'v3.6.0' },
      { key: 'beforeApplyJoinGroup', from: 'v3.7.0', to: 'main' },
    ],
  },
  callbackBeforeMemberJoinGroupCommand: {
    timing: 'before',
    switches: [{ key: 'beforeMemberJoinGroup', from: 'v3.5.1', to: 'v3.7.0' }],
    replaces: ['nickname', 'faceURL', 'roleLevel', 'muteEndTime', 'ex'],
  },
  callbackBeforeMembersJoinGroupCommand: {
    timing: 'before',
    switches: [{ key: 'beforeMemberJoinGroup', from: 'v3.8.0', to: 'main' }],
    replaces: ['memberCallbackList'],
  },
  callbackBeforeMsgModifyCommand: {
    timing: 'before',
    switches: [
      { key: 'beforeMsgModify', from: 'v3.7.0', to: 'v3.8.0' },
      { key: 'beforeMsgModify', from: 'v3.8.1', to: 'main' },
    ],
    replaces: [
      'content',
      'recvID',
      'groupID',
      'clientMsgID',
      'serverMsgID',
      'senderPlatformID',
      'senderNickname',
      'senderFaceURL',
      'sessionType',
      'msgFrom',
      'contentType',
      'status',
      'options',
      'offlinePushInfo',
      'atUserIDList',
      'attachedInfo',
      'ex',
    ],
    ignores: ['msgDataList'],
  },
  callbackBeforeOfflinePushCommand: {
    timing: 'before',
    switches: [{ key: 'beforeOfflinePush', from: 'v3.7.0', to: 'main' }],
    replaces: ['userIDList', 'offlinePushInfo'],
  },
  callbackBeforeOnlinePushCommand: {
    timing: 'before',
    switches: [{ key: 'beforeOnlinePush', from: 'v3.7.0', to: 'main' }],
    ignores: ['userIDList', 'offlinePushInfo'],
  },
  callbackBeforeSendGroupMsgCommand: {
    timing: 'before',
    switches: [
      { key: 'beforeSendGroupMsg', from: 'v3.5.1', to: 'v3.8.0' },
      { key: 'beforeSendGroupMsg', from: 'v3.8.1', to: 'main' },
    ],
  },
  callbackBeforeSendSingleMsgCommand: {
    timing: 'before',
    switches: [
      { key: 'beforeSendSingleMsg', from: 'v3.5.1', to: 'v3.8.0' },
      { key: 'beforeSendSingleMsg', from: 'v3.8.1', to: 'main' },
    ],
  },
  callbackBeforeSetFriendRemark: {
    timing: 'before',
    switches: [{ key: 'callbackBeforeSetFriendRemark', from: 'v3.5.1', to: 'v3.6.0' }],
    overwrites: ['remark'],
  },
  callbackBeforeSetFriendRemarkCommand: {
    timing: 'before',
    switches: [{ key: 'beforeSetFriendRemark', from: 'v3.7.0', to: 'main' }],
    replaces: ['remark'],
  },
  callbackBeforeSetGroupInfoCommand: {
    timing: 'before',
    switches: [
      { key: 'setGroupInfoBefore', from: 'v3.5.1', to: 'v3.6.0' },
      { key: 'beforeSetGroupInfo', from: 'v3.7.0', to: 'main' },
    ],
    overwrites: ['groupID', 'groupName', 'introduction', 'faceURL'],
    replaces: ['ex', 'needVerification', 'lookMemberInfo', 'applyMemberFriend'],
    ignores: ['notification'],
    unset: {
      groupName: '',
      notification: '',
      introduction: '',
      faceURL: '',
      ex: '',
      needVerification: 0,
      lookMemberInfo: 0,
      applyMemberFriend: 0,
    },
  },
  callbackBeforeSetGroupInfoExCommand: {
    timing: 'before',
    switches: [{ key: 'beforeSetGroupInfoEx', from: 'v3.8.1', to: 'main' }],
    overwrites: [
      'groupID',
      'groupName',
      'introduction',
      'faceURL',
      'ex',
      'needVerification',
      'lookMemberInfo',
      'applyMemberFriend',
    ],
    ignores: ['notification'],
    clears: ['groupName', 'notification', 'introduction', 'faceURL', 'ex'],
  },
  callbackBeforeSetGroupMemberInfoCommand: {
    timing: 'before',
    switches: [{ key: 'beforeSetGroupMemberInfo', from: 'v3.5.1', to: 'main' }],
    replaces: ['ex', 'nickName', 'faceURL', 'roleLevel'],
    clears: ['nickName', 'faceURL', 'ex'],
  },
  callbackBeforeUpdateUserInfoCommand: {
    timing: 'before',
    switches: [{ key: 'beforeUpdateUserInfo', from: 'v3.5.1', to: 'main' }],
    replaces: ['nickName', 'faceURL', 'ex'],
    clears: ['ex'],
    unset: { nickName: '', faceURL: '' },
  },
  callbackBeforeUpdateUserInfoExCommand: {
    timing: 'before',
    switches: [{ key: 'beforeUpdateUserInfoEx', from: 'v3.5.1', to: 'main' }],
    replaces: ['nickName', 'faceURL', 'ex'],
    clears: ['nickName', 'faceURL', 'ex'],
  },
  callbackBeforeUserRegisterCommand: {
    timing: 'before',
    switches: [
      { key: 'beforeUserRegister', from: 'v3.5.1', to: 'v3.8.0' },
      { key: 'beforeUserRegister', from: 'v3.8.1', to: 'main' },
    ],
    replaces: ['users'],
    secrets: ['secret'],
  },
  callbackDisMissGroupCommand: { timing: 'after', switches: [{ key: 'dismissGroup', from: 'v3.5.1', to: 'v3.6.0' }] },
  callbackGroupMsgReadCommand: { timing: 'after', switches: [{ key: 'groupMsgRead', from: 'v3.5.1', to: 'v3.6.0' }] },
  callbackKillGroupCommand: { timing: 'after', switches: [{ key: 'killGroupMember', from: 'v3.5.1', to: 'v3.6.0' }] },
  callbackMsgModifyCommand: {
    timing: 'before',
    switches: [{ key: 'msgModify', from: 'v3.5.1', to: 'v3.6.0' }],
    replaces: [
      'content',
      'recvID',
      'groupID',
      'clientMsgID',
      'serverMsgID',
      'senderPlatformID',
      'senderNickname',
      'senderFaceURL',
      'sessionType',
      'msgFrom',
      'contentType',
      'status',
      'options',
      'offlinePushInfo',
      'atUserIDList',
      'attachedInfo',
      'ex',
    ],
    ignores: ['msgDataList'],
  },
  callbackOfflinePushCommand: {
    timing: 'before',
    switches: [{ key: 'offlinePush', from: 'v3.5.1', to: 'v3.6.0' }],
    replaces: ['userIDList', 'offlinePushInfo'],
  },
  callbackOnlinePushCommand: {
    timing: 'before',
    switches: [{ key: 'onlinePush', from: 'v3.5.1', to: 'v3.6.0' }],
    ignores: ['userIDList', 'offlinePushInfo'],
  },
  callbackQuitGroupCommand: { timing: 'after', switches: [{ key: 'quitGroup', from: 'v3.5.1', to: 'v3.6.0' }] },
  callbackSingleMsgRead: {
    timing: 'after',
    switches: [
      { key: 'singleMsgRead', from: 'v3.5.1', to: 'v3.5.1', neverSent: true },
      { key: 'singleMsgRead', from: 'v3.6.0', to: 'v3.6.0' },
    ],
  },
  callbackSuperGroupOnlinePushCommand: {
    timing: 'before',
    switches: [
      { key: 'superGroupOnlinePush', from: 'v3.5.1', to: 'v3.5.1' },
      { key: 'superGroupOnlinePush', from: 'v3.6.0', to: 'v3.6.0' },
    ],
    replaces: ['userIDList'],
    ignores: ['offlinePushInfo'],
  },
  callbackTransferGroupOwnerAfter: {
    timing: 'after',
    switches: [{ key: 'transferGroupOwner', from: 'v3.5.1', to: 'v3.5.1' }],
  },
  callbackUserKickOffCommand: {
    timing: 'after',
    switches: [{ key: 'userKickOff', from: 'v3.5.1', to: 'v3.6.0', neverSent: true }],
  },
  callbackUserOfflineCommand: { timing: 'after', switches: [{ key: 'userOffline', from: 'v3.5.1', to: 'v3.6.0' }] },
  callbackUserOnlineCommand: { timing: 'after', switches: [{ key: 'userOnline', from: 'v3.5.1', to: 'v3.6.0' }] },
};
