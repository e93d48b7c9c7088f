import type { Sample } from './bodies.ts';

const UNSET = { introduction: '', faceURL: '' };
const NO_SETTINGS = { needVerification: 0, lookMemberInfo: 0, applyMemberFriend: 0 };

const newGroup = {
  groupID: 'g-600',
  groupName: 'Weekend <hikes> & more',
  notification: 'hear, hear',
  ...UNSET,
  ex: '{"k":1}',
  ...NO_SETTINGS,
  needVerification: 2,
  ownerUserID: '',
  creatorUserID: '',
  initMemberList: [
    { userID: 'u-1', roleLevel: 100 },
    { userID: 'u-2', roleLevel: 60 },
    { userID: 'u-3', roleLevel: 20 },
  ],
  createTime: 0,
  memberCount: 0,
  status: 0,
  groupType: 2,
  notificationUpdateTime: 0,
  notificationUserID: '',
};

const users = [
  { userID: 'u-1', nickname: 'Zoë', faceURL: '', ex: '', createTime: 0, appMangerLevel: 0, globalRecvMsgOpt: 0 },
  {
    userID: 'u-2',
    nickname: '小李',
    faceURL: 'https://f/2.png',
    ex: '{}',
    createTime: 1_700_000_000_000,
    appMangerLevel: 1,
  },
];

/** Bodies of the callbacks that are judged at doors of their own, as a running server of v3.8 sends them. */
export const doorSamples: readonly Sample[] = [
  {
    callback: 'before-create-group',
    form: 'v3.8',
    body: { callbackCommand: 'callbackBeforeCreateGroupCommand', operationID: 'op-600', ...newGroup },
    event: newGroup,
    groupID: 'g-600',
    userID: 'u-1',
    role: 'member',
  },
  {
    callback: 'before-set-group-info',
    form: 'v3.8',
    body: {
      callbackCommand: 'callbackBeforeSetGroupInfoCommand',
      operationID: '',
      groupID: 'g-600',
      groupName: 'Renamed',
      notification: '',
      ...UNSET,
      ex: '',
      ...NO_SETTINGS,
    },
    event: { groupID: 'g-600', groupName: 'Renamed', notification: '', ...UNSET, ex: '', ...NO_SETTINGS },
    groupID: 'g-600',
    repeated: { groupID: 'g-600', groupName: 'Renamed', ...UNSET },
  },
  {
    callback: 'before-set-group-info-ex',
    form: 'v3.8',
    body: {
      callbackCommand: 'callbackBeforeSetGroupInfoExCommand',
      operationID: '',
      groupID: 'g-600',
      groupName: null,
      notification: 'hear, hear',
      introduction: 'intro',
      faceURL: null,
      ex: '',
      needVerification: 1,
      lookMemberInfo: null,
      applyMemberFriend: null,
    },
    event: { groupID: 'g-600', notification: 'hear, hear', introduction: 'intro', ex: '', needVerification: 1 },
    groupID: 'g-600',
    repeated: { groupID: 'g-600', introduction: 'intro', ex: '', needVerification: 1 },
  },
  {
    callback: 'before-user-register',
    form: 'v3.8',
    body: { callbackCommand: 'callbackBeforeUserRegisterCommand', users },
    event: { users },
    userID: 'u-1',
    role: 'user',
  },
  {
    callback: 'before-update-user-info',
    form: 'v3.8',
    body: {
      callbackCommand: 'callbackBeforeUpdateUserInfoCommand',
      userID: 'u-7',
      nickName: 'Zoë <b>',
      faceURL: '',
      ex: null,
    },
    event: { userID: 'u-7', nickName: 'Zoë <b>', faceURL: '' },
    userID: 'u-7',
    role: 'user',
  },
  {
    callback: 'before-update-user-info-ex',
    form: 'v3.8',
    body: {
      callbackCommand: 'callbackBeforeUpdateUserInfoExCommand',
      userID: 'u-7',
      nickName: 'Zoë',
      faceURL: null,
      ex: null,
    },
    event: { userID: 'u-7', nickName: 'Zoë' },
    userID: 'u-7',
    role: 'user',
  },
];
