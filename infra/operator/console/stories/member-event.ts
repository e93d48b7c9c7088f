import { shortName } from '../../../../functions/openim/catalogue.ts';
import { peopleOf, type Role } from '../../../../functions/openim/people.ts';
import type { AuditRecord } from '../../../../functions/record/record.ts';
import type { MemberChange } from '../../../console/contract/stories.ts';

type Kind = MemberChange['kind'];

/** A change of who is in a group, as one callback tells it. */
export interface MemberEvent {
  readonly at: string;
  readonly eventID: string;
  readonly kind: Kind;
  readonly userIDs: readonly string[];
  /** Of a new owner. */
  readonly ownerID?: string;
}

interface KindOfCallback {
  readonly kind: Kind;
  /** Roles of those who are, become or were members. */
  readonly roles: readonly Role[];
}

const joined: KindOfCallback = { kind: 'joined', roles: ['joined'] };
const expected: KindOfCallback = { kind: 'expected', roles: ['joined'] };
const left: KindOfCallback = { kind: 'left', roles: ['left'] };
const kicked: KindOfCallback = { kind: 'kicked', roles: ['kicked'] };
const owner: KindOfCallback = { kind: 'owner', roles: ['new owner', 'old owner'] };
const dismissed: KindOfCallback = { kind: 'dismissed', roles: ['owner', 'member'] };

/** By the names without prefix and suffix, with the spellings of all versions. A creator need not be a member. */
const KINDS: ReadonlyMap<string, KindOfCallback> = new Map([
  ['AfterCreateGroup', { kind: 'created', roles: ['owner', 'member'] }],
  ['AfterJoinGroup', joined],
  ['BeforeMembersJoinGroup', expected],
  ['BeforeMemberJoinGroup', expected],
  ['AfterQuitGroup', left],
  ['QuitGroup', left],
  ['AfterKickGroup', kicked],
  ['KillGroup', kicked],
  ['AfterTransferGroupOwner', owner],
  ['TransferGroupOwnerAfter', owner],
  ['AfterDisMissGroup', dismissed],
  ['DisMissGroup', dismissed],
]);

interface Told {
  readonly command: string;
  readonly outcome: string;
  readonly repeatOf?: string | undefined;
}

/** Returns what a callback tells about members; undefined when it tells nothing, was refused, or repeats another. */
export function memberKindOf({ command, outcome, repeatOf }: Told): KindOfCallback | undefined {
  if (repeatOf !== undefined || !['recorded', 'allowed', 'changed'].includes(outcome)) return undefined;
  return KINDS.get(shortName(command));
}

export function memberEventOf(record: AuditRecord): MemberEvent | undefined {
  const known = memberKindOf(record);
  if (!known) return undefined;
  const people = peopleOf(record.command, record.event);
  const withRoles = (roles: readonly Role[]) =>
    people.filter((person) => person.roles.some((role) => roles.includes(role))).map(({ userID }) => userID);
  const [ownerID] = withRoles(known.kind === 'owner' ? ['new owner'] : known.kind === 'created' ? ['owner'] : []);
  const { receivedAt: at, eventID } = record;
  return { at, eventID, kind: known.kind, userIDs: withRoles(known.roles), ...(ownerID !== undefined && { ownerID }) };
}
