import type { GenericSchema } from 'valibot';
import { knownCallback } from './known-callback.ts';
import { AfterDismissGroup } from './requests/after-dismiss-group.ts';
import { AfterJoinGroup } from './requests/after-join-group.ts';
import { AfterSetGroupInfoEx } from './requests/after-set-group-info-ex.ts';
import { BeforeMembersJoinGroup } from './requests/before-members-join-group.ts';
import { BeforeSetGroupMemberInfo } from './requests/before-set-group-member-info.ts';
import type { WireCallback } from './wire-callback.ts';

/**
 * `name` is the handler's file in `functions/`. `wireNames` are the names that servers use: the first is the one that
 * records carry as `command`, the others are spellings of other versions.
 */
const rows = [
  { name: 'after-join-group', wireNames: ['callbackAfterJoinGroupCommand'], request: AfterJoinGroup },
  {
    name: 'after-dismiss-group',
    // v3.5 and v3.6 send the second: openimsdk/open-im-server v3.5.1, pkg/callbackstruct/constant.go
    wireNames: ['callbackAfterDisMissGroupCommand', 'callbackDisMissGroupCommand'],
    request: AfterDismissGroup,
  },
  {
    name: 'after-set-group-info-ex',
    // Documents have the first, servers from v3.8.1 on send the second.
    wireNames: ['callbackAfterSetGroupInfoEXCommand', 'callbackAfterSetGroupInfoExCommand'],
    request: AfterSetGroupInfoEx,
  },
  {
    name: 'before-set-group-member-info',
    wireNames: ['callbackBeforeSetGroupMemberInfoCommand'],
    request: BeforeSetGroupMemberInfo,
  },
  {
    name: 'before-members-join-group',
    // v3.5 to v3.7 send the second, one for each member.
    wireNames: ['callbackBeforeMembersJoinGroupCommand', 'callbackBeforeMemberJoinGroupCommand'],
    request: BeforeMembersJoinGroup,
    isLenient: true,
  },
] as const;

/** The callbacks with a function of their own. Routes in the cloud, routes on this machine and contract tests read them here. */
export const catalogue = rows.map((row) => ({ ...row, ...wireOf(row.wireNames) }));

/** A callback as the pipeline takes it. */
export interface CallbackKind extends WireCallback {
  readonly wireNames: readonly [string, ...string[]];
  readonly request: GenericSchema<unknown, Record<string, unknown>>;
  /** A body that does not fit the schema is recorded with the reason, and let through, because nothing of it is judged. */
  readonly isLenient?: boolean;
  /** No server is known to send it, so that its name may be anything. */
  readonly isUnknown?: boolean;
}

export type Callback = (typeof catalogue)[number];
export type CallbackName = Callback['name'];
export type CallbackNamed<Name extends CallbackName> = Extract<Callback, { name: Name }>;

export function callbackNamed<Name extends CallbackName>(name: Name): CallbackNamed<Name> {
  const isNamed = (callback: Callback): callback is CallbackNamed<Name> => callback.name === name;
  const found = catalogue.find(isNamed);
  if (!found) throw new TypeError(`no callback is named ${name}`);
  return found;
}

/** The name under which records carry a callback. */
export function commandOf(callback: CallbackKind): string {
  return callback.wireNames[0];
}

/** A wire name without what all of them share. */
export function shortName(command: string): string {
  return command.replace(/^callback|Command$/g, '');
}

export function isWireNameOf(callback: CallbackKind, name: string | undefined): boolean {
  return callback.wireNames.some((wireName) => wireName === name);
}

export function callbackSentAs(wireName: string | undefined): Callback | undefined {
  return catalogue.find((callback) => isWireNameOf(callback, wireName));
}

function wireOf(wireNames: readonly string[]): WireCallback {
  const [wire] = wireNames.flatMap((wireName) => knownCallback(wireName) ?? []);
  if (!wire) throw new TypeError(`no server sends ${wireNames.join(' or ')}`);
  return wire;
}
