import type { GenericSchema } from 'valibot';
import { knownCallback } from './known-callback.ts';
import { AfterDismissGroup } from './requests/after-dismiss-group.ts';
import { AfterJoinGroup } from './requests/after-join-group.ts';
import { AfterSetGroupInfoEx } from './requests/after-set-group-info-ex.ts';
import { BeforeCreateGroup } from './requests/before-create-group.ts';
import { BeforeMembersJoinGroup } from './requests/before-members-join-group.ts';
import { BeforeSetGroupInfo } from './requests/before-set-group-info.ts';
import { BeforeSetGroupMemberInfo } from './requests/before-set-group-member-info.ts';
import { BeforeUpdateUserInfo } from './requests/before-update-user-info.ts';
import { BeforeUserRegister } from './requests/before-user-register.ts';
import type { WireCallback } from './wire-callback.ts';

interface Row extends Pick<CallbackKind, 'request' | 'isLenient'> {
  /** The handler's file in `functions/`. */
  readonly name: string;
  /** Names that servers send. The first is the `command` of records, the others are spellings of other versions. */
  readonly wireNames: CallbackKind['wireNames'];
}

export const afterJoinGroup = withBehaviour({
  name: 'after-join-group',
  wireNames: ['callbackAfterJoinGroupCommand'],
  request: AfterJoinGroup,
});

export const afterDismissGroup = withBehaviour({
  name: 'after-dismiss-group',
  // v3.5 and v3.6 send the second. Source: openimsdk/open-im-server v3.5.1, `pkg/callbackstruct/constant.go`.
  wireNames: ['callbackAfterDisMissGroupCommand', 'callbackDisMissGroupCommand'],
  request: AfterDismissGroup,
});

export const afterSetGroupInfoEx = withBehaviour({
  name: 'after-set-group-info-ex',
  // The documents have the first. Servers from v3.8.1 on send the second.
  wireNames: ['callbackAfterSetGroupInfoEXCommand', 'callbackAfterSetGroupInfoExCommand'],
  request: AfterSetGroupInfoEx,
});

export const beforeSetGroupMemberInfo = withBehaviour({
  name: 'before-set-group-member-info',
  wireNames: ['callbackBeforeSetGroupMemberInfoCommand'],
  request: BeforeSetGroupMemberInfo,
});

export const beforeMembersJoinGroup = withBehaviour({
  name: 'before-members-join-group',
  // v3.5 to v3.7 send the second, one for each member.
  wireNames: ['callbackBeforeMembersJoinGroupCommand', 'callbackBeforeMemberJoinGroupCommand'],
  request: BeforeMembersJoinGroup,
  isLenient: true,
});

export const beforeCreateGroup = withBehaviour({
  name: 'before-create-group',
  wireNames: ['callbackBeforeCreateGroupCommand'],
  request: BeforeCreateGroup,
});

export const beforeSetGroupInfo = withBehaviour({
  name: 'before-set-group-info',
  wireNames: ['callbackBeforeSetGroupInfoCommand'],
  request: BeforeSetGroupInfo,
});

export const beforeSetGroupInfoEx = withBehaviour({
  name: 'before-set-group-info-ex',
  wireNames: ['callbackBeforeSetGroupInfoExCommand'],
  request: BeforeSetGroupInfo,
});

export const beforeUserRegister = withBehaviour({
  name: 'before-user-register',
  wireNames: ['callbackBeforeUserRegisterCommand'],
  request: BeforeUserRegister,
});

export const beforeUpdateUserInfo = withBehaviour({
  name: 'before-update-user-info',
  wireNames: ['callbackBeforeUpdateUserInfoCommand'],
  request: BeforeUpdateUserInfo,
});

export const beforeUpdateUserInfoEx = withBehaviour({
  name: 'before-update-user-info-ex',
  wireNames: ['callbackBeforeUpdateUserInfoExCommand'],
  request: BeforeUpdateUserInfo,
});

/** Callbacks with a function of their own. */
export const catalogue = [
  afterJoinGroup,
  afterDismissGroup,
  afterSetGroupInfoEx,
  beforeSetGroupMemberInfo,
  beforeMembersJoinGroup,
  beforeCreateGroup,
  beforeSetGroupInfo,
  beforeSetGroupInfoEx,
  beforeUserRegister,
  beforeUpdateUserInfo,
  beforeUpdateUserInfoEx,
];

/** Description of a callback for the pipeline. */
export interface CallbackKind extends WireCallback {
  readonly wireNames: readonly [string, ...string[]];
  readonly request: GenericSchema<unknown, Record<string, unknown>>;
  /** An invalid body is recorded with the reason, and its valid parts are judged. */
  readonly isLenient?: boolean;
  /** No known server sends it, so a caller may have invented the name. */
  readonly isUnknown?: boolean;
}

export type Callback = (typeof catalogue)[number];
export type CallbackName = Callback['name'];
export type CallbackNamed<Name extends CallbackName> = Extract<Callback, { name: Name }>;

/** @throws {TypeError} for a name that is not in the catalogue */
export function callbackNamed<Name extends CallbackName>(name: Name): CallbackNamed<Name> {
  const isNamed = (callback: Callback): callback is CallbackNamed<Name> => callback.name === name;
  const found = catalogue.find(isNamed);
  if (!found) throw new TypeError(`no callback is named ${name}`);
  return found;
}

/** Returns the `command` of a callback's records. */
export function commandOf(callback: CallbackKind): string {
  return callback.wireNames[0];
}

/** Returns a wire name without the common prefix and suffix, such as `AfterJoinGroup`. */
export function shortName(command: string): string {
  return command.replace(/^callback|Command$/g, '');
}

export function isWireNameOf(callback: CallbackKind, name: string | undefined): boolean {
  return callback.wireNames.some((wireName) => wireName === name);
}

export function callbackSentAs(wireName: string | undefined): Callback | undefined {
  return catalogue.find((callback) => isWireNameOf(callback, wireName));
}

/** Tells whether a callback of this name is judged, ignoring case: no policy may be lost with a capital letter. */
export function isJudged(wireName: string): boolean {
  const name = wireName.toLowerCase();
  return catalogue.some(
    ({ timing, wireNames }) => timing === 'before' && wireNames.some((known) => known.toLowerCase() === name),
  );
}

/** The annotation lets the bundle of a function have its own callback only. */
/* @__NO_SIDE_EFFECTS__ */
function withBehaviour<const Described extends Row>(row: Described): Described & WireCallback {
  const [wire] = row.wireNames.flatMap((wireName) => knownCallback(wireName) ?? []);
  if (!wire) throw new TypeError(`no server sends ${row.wireNames.join(' or ')}`);
  return { ...row, ...wire };
}
