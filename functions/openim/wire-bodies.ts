// Made by `npm run catalogue` from infra/openim/callbacks.json and documented.json: change those and make it again.

/** Versions of OpenIM whose bodies are known, from the oldest to the newest. */
export const versions: readonly string[] = [
  'v3.5.1',
  'v3.6.0',
  'v3.7.0',
  'v3.8.0',
  'v3.8.1',
  'v3.8.2',
  'v3.8.3',
  'v3.8.3-patch.16',
  'main of July 2026',
];

/**
 * The fields of each callback over all versions, by its name on the wire: the versions that have it, then each path with its marks.
 * `#`: an integer. `?`: a boolean. `~`: not in each body. `@`: the versions that have the field, if not all; `@0`: only documents have it.
 * Versions are a hexadecimal number with one bit for each, the lowest for the oldest.
 */
export const wireBodies: Readonly<Record<string, string>> = {
  callbackAfterAddFriendAgreeCommand: '1f0 fromUserID blackUserID HandleResult# HandleMsg',
  callbackAfterAddFriendCommand: '1ff fromUserID toUserID reqMsg',
  callbackAfterCreateGroupChatConversationsCommand:
    '100 ownerUserId conversationId conversationType# groupId recvMsgOpt# isPinned? isPrivateChat? burnDuration# groupAtType# attachedInfo ex',
  callbackAfterCreateGroupCommand:
    '1ff groupID groupName notification introduction faceURL ownerUserID createTime# memberCount# ex status# creatorUserID groupType# needVerification# lookMemberInfo# applyMemberFriend# notificationUpdateTime# notificationUserID initMemberList[].userID initMemberList[].roleLevel#',
  callbackAfterCreateSingleChatConversationsCommand:
    '100 ownerUserId conversationId conversationType# userId recvMsgOpt# isPinned? isPrivateChat? burnDuration# groupAtType# attachedInfo ex',
  callbackAfterDeleteFriendCommand: '1ff ownerUserID friendUserID',
  callbackAfterDisMissGroupCommand: '1fc groupID ownerID groupType membersID[] groupType#@0',
  callbackAfterGroupMsgReadCommand: '1fc sendID receiveID unreadMsgNum# contentType#',
  callbackAfterImportFriendsCommand: '1ff ownerUserID friendUserIDs[]',
  callbackAfterJoinGroupCommand: '1ff operationID groupID reqMessage joinSource# inviterUserID userID@0 ex@0 groupEx@0',
  callbackAfterKickGroupCommand: '1fc groupID kickedUserIDs[] reason',
  callbackAfterMsgSaveDBCommand:
    '100 sendID serverMsgID clientMsgID operationID senderPlatformID# senderNickname sessionType# msgFrom# contentType# status# sendTime# createTime# content seq# atUserList[] faceURL ex recvID groupID',
  callbackAfterQuitGroupCommand: '1fc groupID userID',
  callbackAfterRemoveBlackCommand: '1ff ownerUserID blackUserID',
  callbackAfterSendGroupMsgCommand:
    '1ff sendID serverMsgID clientMsgID operationID senderPlatformID# senderNickname sessionType# msgFrom# contentType# status# createTime# content seq# atUserList[] faceURL ex groupID sendTime#@1f0',
  callbackAfterSendSingleMsgCommand:
    '1ff sendID serverMsgID clientMsgID operationID senderPlatformID# senderNickname sessionType# msgFrom# contentType# status# createTime# content seq# atUserList[] faceURL ex recvID sendTime#@1f0',
  callbackAfterSetFriendRemark: '3 ownerUserID friendUserID remark',
  callbackAfterSetFriendRemarkCommand: '1fc ownerUserID friendUserID remark',
  callbackAfterSetGroupInfoCommand:
    '1ff operationID groupID groupName notification introduction faceURL ex needVerification# lookMemberInfo# applyMemberFriend#',
  callbackAfterSetGroupInfoExCommand:
    '1f0 operationID groupID groupName notification introduction faceURL ex needVerification# lookMemberInfo# applyMemberFriend# groupInfoForSet.groupID@0 groupInfoForSet.groupName@0 groupInfoForSet.notification@0 groupInfoForSet.notification.value@0 groupInfoForSet.introduction@0 groupInfoForSet.introduction.value@0 groupInfoForSet.faceURL@0 groupInfoForSet.faceURL.value@0 groupInfoForSet.ex@0 groupInfoForSet.ex.value@0 groupInfoForSet.needVerification#@0 groupInfoForSet.needVerification.value#@0 groupInfoForSet.lookMemberInfo#@0 groupInfoForSet.lookMemberInfo.value#@0 groupInfoForSet.applyMemberFriend#@0 groupInfoForSet.applyMemberFriend.value#@0',
  callbackAfterSetGroupMemberInfoCommand: '1ff groupID userID nickName faceURL roleLevel# ex',
  callbackAfterSingleMsgReadCommand: '1fc conversationID userID Seqs[]# contentType#',
  callbackAfterTransferGroupOwner: '2 groupID oldOwnerUserID newOwnerUserID',
  callbackAfterTransferGroupOwnerCommand: '1fc groupID oldOwnerUserID newOwnerUserID',
  callbackAfterUpdateUserInfoCommand: '1ff userID nickName faceURL ex',
  callbackAfterUpdateUserInfoExCommand: '1ff userID nickName faceURL ex',
  callbackAfterUserKickOffCommand: '1fc operationID platformID# platform userID seq#',
  callbackAfterUserOfflineCommand: '1fc operationID platformID# platform userID seq# connID',
  callbackAfterUserOnlineCommand: '1fc operationID platformID# platform userID seq# isAppBackground? connID',
  callbackAfterUserRegisterCommand:
    '1ff secret@f users[].userID users[].nickname users[].faceURL users[].ex users[].createTime# users[].appMangerLevel# users[].globalRecvMsgOpt#',
  callbackBeforeAddBlackCommand: '1ff ownerUserID blackUserID',
  callbackBeforeAddFriendAgreeCommand: '1ff fromUserID blackUserID HandleResult# HandleMsg',
  callbackBeforeAddFriendCommand: '1ff fromUserID toUserID reqMsg ex',
  callbackBeforeAfterMsgCommand: '1ff conversationID seq# userID',
  callbackBeforeCreateGroupChatConversationsCommand:
    '100 ownerUserId conversationId conversationType# groupId recvMsgOpt# isPinned? isPrivateChat? burnDuration# groupAtType# attachedInfo ex',
  callbackBeforeCreateGroupCommand:
    '1ff operationID groupID groupName notification introduction faceURL ownerUserID createTime# memberCount# ex status# creatorUserID groupType# needVerification# lookMemberInfo# applyMemberFriend# notificationUpdateTime# notificationUserID initMemberList[].userID initMemberList[].roleLevel#',
  callbackBeforeCreateSingleChatConversationsCommand:
    '100 ownerUserId conversationId conversationType# userId recvMsgOpt# isPinned? isPrivateChat? burnDuration# groupAtType# attachedInfo ex',
  callbackBeforeGroupOnlinePushCommand:
    '1fc operationID platformID# platform clientMsgID sendID groupID contentType# sessionType# atUserIDList[] content seq#',
  callbackBeforeImportFriendsCommand: '1ff ownerUserID friendUserIDs[]',
  callbackBeforeInviteJoinGroupCommand: '1ff operationID groupID reason invitedUserIDs[]',
  callbackBeforeJoinGroupCommand: '1ff groupID groupType applyID reqMessage ex',
  callbackBeforeMemberJoinGroupCommand: '7 groupID userID ex groupEx',
  callbackBeforeMembersJoinGroupCommand: '1f8 groupID memberList[].userID memberList[].ex groupEx',
  callbackBeforeMsgModifyCommand:
    '1fc sendID serverMsgID clientMsgID operationID senderPlatformID# senderNickname sessionType# msgFrom# contentType# status# createTime# content seq# atUserList[] faceURL ex sendTime#@1f0',
  callbackBeforeOfflinePushCommand:
    '1fc operationID platformID# platform userIDList[] title~ desc~ ex~ iOSPushSound~ iOSBadgeCount?~ signalInfo~ clientMsgID sendID groupID contentType# sessionType# atUserIDList[] content',
  callbackBeforeOnlinePushCommand:
    '1fc operationID platformID# platform userIDList[] title~ desc~ ex~ iOSPushSound~ iOSBadgeCount?~ signalInfo~ clientMsgID sendID groupID contentType# sessionType# atUserIDList[] content',
  callbackBeforeSendGroupMsgCommand:
    '1ff sendID serverMsgID clientMsgID operationID senderPlatformID# senderNickname sessionType# msgFrom# contentType# status# createTime# content seq# atUserList[] faceURL ex groupID sendTime#@1f0',
  callbackBeforeSendSingleMsgCommand:
    '1ff sendID serverMsgID clientMsgID operationID senderPlatformID# senderNickname sessionType# msgFrom# contentType# status# createTime# content seq# atUserList[] faceURL ex recvID sendTime#@1f0',
  callbackBeforeSetFriendRemark: '3 ownerUserID friendUserID remark',
  callbackBeforeSetFriendRemarkCommand: '1fc ownerUserID friendUserID remark',
  callbackBeforeSetGroupInfoCommand:
    '1ff operationID groupID groupName notification introduction faceURL ex needVerification# lookMemberInfo# applyMemberFriend#',
  callbackBeforeSetGroupInfoExCommand:
    '1f0 operationID groupID groupName notification introduction faceURL ex needVerification# lookMemberInfo# applyMemberFriend#',
  callbackBeforeSetGroupMemberInfoCommand: '1ff groupID userID nickName faceURL roleLevel# ex',
  callbackBeforeUpdateUserInfoCommand: '1ff userID nickName faceURL ex',
  callbackBeforeUpdateUserInfoExCommand: '1ff userID nickName faceURL ex',
  callbackBeforeUserRegisterCommand:
    '1ff secret@f users[].userID users[].nickname users[].faceURL users[].ex users[].createTime# users[].appMangerLevel# users[].globalRecvMsgOpt#',
  callbackDisMissGroupCommand: '3 groupID ownerID groupType membersID[]',
  callbackGroupMsgReadCommand: '3 sendID receiveID unreadMsgNum# contentType#',
  callbackKillGroupCommand: '3 groupID kickedUserIDs[] reason',
  callbackMsgModifyCommand:
    '3 sendID serverMsgID clientMsgID operationID senderPlatformID# senderNickname sessionType# msgFrom# contentType# status# createTime# content seq# atUserList[] faceURL ex',
  callbackOfflinePushCommand:
    '3 operationID platformID# platform userIDList[] title~ desc~ ex~ iOSPushSound~ iOSBadgeCount?~ signalInfo~ clientMsgID sendID groupID contentType# sessionType# atUserIDList[] content',
  callbackOnlinePushCommand:
    '3 operationID platformID# platform userIDList[] title~ desc~ ex~ iOSPushSound~ iOSBadgeCount?~ signalInfo~ clientMsgID sendID groupID contentType# sessionType# atUserIDList[] content',
  callbackQuitGroupCommand: '3 groupID userID',
  callbackSingleMsgRead: '3 sendID@1 receiveID@1 contentType# conversationID@2 userID@2 Seqs[]#@2',
  callbackSuperGroupOnlinePushCommand:
    '3 operationID platformID# platform clientMsgID sendID groupID contentType# sessionType# atUserIDList[] content seq#',
  callbackTransferGroupOwnerAfter: '1 groupID oldOwnerUserID newOwnerUserID',
  callbackUserKickOffCommand: '3 operationID platformID# platform userID seq#',
  callbackUserOfflineCommand: '3 operationID platformID# platform userID seq# connID',
  callbackUserOnlineCommand: '3 operationID platformID# platform userID seq# isAppBackground? connID',
};
