import type { CallbackName } from '../../functions/openim/catalogue.ts';
import { doorSamples } from './door-bodies.ts';

export interface Sample {
  readonly callback: CallbackName;
  /** Which servers send it so. */
  readonly form: string;
  readonly body: { readonly callbackCommand: string; readonly [field: string]: unknown };
  /** The normalised event. */
  readonly event: Readonly<Record<string, unknown>>;
  readonly groupID?: string;
  readonly userID?: string;
  /** Roles of this user. */
  readonly role?: string;
  /** Fields that every answer repeats. */
  readonly repeated?: Readonly<Record<string, unknown>>;
}

/** A body of each form that servers send, and the event that it is. */
export const samples: readonly Sample[] = [
  {
    callback: 'after-join-group',
    form: 'documented',
    body: {
      callbackCommand: 'callbackAfterJoinGroupCommand',
      operationID: '1700000000001',
      groupID: 'g-100',
      userID: 'u-7',
      ex: 'seat 12',
      groupEx: 'hall B',
    },
    event: { groupID: 'g-100', userID: 'u-7', ex: 'seat 12', groupEx: 'hall B' },
    groupID: 'g-100',
    userID: 'u-7',
    role: 'joined',
  },
  {
    callback: 'after-join-group',
    form: 'v3.8',
    body: {
      callbackCommand: 'callbackAfterJoinGroupCommand',
      operationID: '1700000000002',
      groupID: 'g-100',
      reqMessage: 'let me in <please> & thanks',
      joinSource: 3,
      inviterUserID: 'u-7',
    },
    event: { groupID: 'g-100', userID: 'u-7', reqMessage: 'let me in <please> & thanks', joinSource: 3 },
    groupID: 'g-100',
    userID: 'u-7',
    role: 'joined',
  },
  {
    callback: 'after-join-group',
    form: 'invited',
    body: {
      callbackCommand: 'callbackAfterJoinGroupCommand',
      groupID: 'g-100',
      userID: 'u-8',
      inviterUserID: 'u-7',
      somethingNew: { kept: [true] },
    },
    event: { groupID: 'g-100', userID: 'u-8', inviterUserID: 'u-7', somethingNew: { kept: [true] } },
    groupID: 'g-100',
    userID: 'u-8',
    role: 'joined',
  },
  {
    callback: 'after-dismiss-group',
    form: 'documented',
    body: {
      callbackCommand: 'callbackAfterDisMissGroupCommand',
      groupID: 'g-200',
      groupType: 2,
      ownerID: 'u-1',
      membersID: ['u-1', 'u-2'],
    },
    event: { groupID: 'g-200', groupType: 2, ownerID: 'u-1', membersID: ['u-1', 'u-2'] },
    groupID: 'g-200',
    userID: 'u-1',
    role: 'owner, member',
  },
  {
    callback: 'after-dismiss-group',
    form: 'v3.8',
    body: {
      callbackCommand: 'callbackAfterDisMissGroupCommand',
      groupID: 'g-200',
      ownerID: 'u-1',
      groupType: '\u0002',
      membersID: ['u-1', 'u-2', 'u-1'],
    },
    event: { groupID: 'g-200', groupType: 2, ownerID: 'u-1', membersID: ['u-1', 'u-2'] },
    groupID: 'g-200',
    userID: 'u-1',
    role: 'owner, member',
  },
  {
    callback: 'after-dismiss-group',
    form: 'v3.5, nobody left',
    body: {
      callbackCommand: 'callbackDisMissGroupCommand',
      groupID: 'g-200',
      ownerID: 'u-1',
      groupType: '2',
      membersID: null,
    },
    event: { groupID: 'g-200', groupType: 2, ownerID: 'u-1', membersID: [] },
    groupID: 'g-200',
    userID: 'u-1',
    role: 'owner',
  },
  {
    callback: 'after-set-group-info-ex',
    form: 'documented',
    body: {
      callbackCommand: 'callbackAfterSetGroupInfoEXCommand',
      groupInfoForSet: {
        groupID: 'g-300',
        groupName: 'Quiet room',
        notification: 'hush',
        ex: { value: 'x' },
        needVerification: { value: 0 },
        lookMemberInfo: { value: 1 },
        applyMemberFriend: {},
      },
    },
    event: {
      groupID: 'g-300',
      groupName: 'Quiet room',
      notification: 'hush',
      ex: 'x',
      needVerification: 0,
      lookMemberInfo: 1,
      applyMemberFriend: 0,
    },
    groupID: 'g-300',
  },
  {
    callback: 'after-set-group-info-ex',
    form: 'v3.8',
    body: {
      callbackCommand: 'callbackAfterSetGroupInfoExCommand',
      operationID: '',
      groupID: 'g-300',
      groupName: 'Quiet room',
      notification: 'hush',
      introduction: null,
      faceURL: null,
      ex: 'x',
      needVerification: 0,
      lookMemberInfo: 1,
      applyMemberFriend: 0,
    },
    event: {
      groupID: 'g-300',
      groupName: 'Quiet room',
      notification: 'hush',
      ex: 'x',
      needVerification: 0,
      lookMemberInfo: 1,
      applyMemberFriend: 0,
    },
    groupID: 'g-300',
  },
  {
    callback: 'before-set-group-member-info',
    form: 'documented',
    body: {
      callbackCommand: 'callbackBeforeSetGroupMemberInfoCommand',
      groupID: 'g-400',
      userID: 'u-9',
      nickName: '小李 🚲',
      faceURL: 'https://cdn.example.com/9.png',
      roleLevel: 20,
      ex: '{}',
    },
    event: {
      groupID: 'g-400',
      userID: 'u-9',
      nickName: '小李 🚲',
      faceURL: 'https://cdn.example.com/9.png',
      roleLevel: 20,
      ex: '{}',
    },
    groupID: 'g-400',
    userID: 'u-9',
    role: 'member',
  },
  {
    callback: 'before-set-group-member-info',
    form: 'v3.8',
    body: {
      callbackCommand: 'callbackBeforeSetGroupMemberInfoCommand',
      groupID: 'g-400',
      userID: 'u-9',
      nickName: '小李 🚲',
      faceURL: null,
      roleLevel: null,
      ex: null,
    },
    event: { groupID: 'g-400', userID: 'u-9', nickName: '小李 🚲' },
    groupID: 'g-400',
    userID: 'u-9',
    role: 'member',
  },
  {
    callback: 'before-members-join-group',
    form: 'v3.8',
    body: {
      callbackCommand: 'callbackBeforeMembersJoinGroupCommand',
      groupID: 'g-500',
      memberList: [
        { userID: 'u-5', ex: '' },
        { userID: 'u-6', ex: 'seat 3' },
      ],
      groupEx: '',
    },
    event: {
      groupID: 'g-500',
      memberList: [
        { userID: 'u-5', ex: '' },
        { userID: 'u-6', ex: 'seat 3' },
      ],
      groupEx: '',
    },
    groupID: 'g-500',
    userID: 'u-5',
    role: 'joined',
  },
  {
    callback: 'before-members-join-group',
    form: 'v3.7, one for each member',
    body: {
      callbackCommand: 'callbackBeforeMemberJoinGroupCommand',
      groupID: 'g-500',
      userID: 'u-5',
      ex: '',
      groupEx: '',
    },
    event: { groupID: 'g-500', memberList: [{ userID: 'u-5', ex: '' }], groupEx: '' },
    groupID: 'g-500',
    userID: 'u-5',
    role: 'joined',
  },
  ...doorSamples,
];

/** The body of a callback as servers of v3.8 send it. */
export function bodyOf(callback: CallbackName) {
  const sample = samples.find((row) => row.callback === callback && row.form === 'v3.8');
  if (!sample) throw new Error(`bodies.ts has no body of ${callback} in the form v3.8`);
  return sample.body;
}
