import { shortName } from '../../../functions/openim/catalogue.ts';
import { peopleOf } from '../../../functions/openim/people.ts';
import type { Role } from '../../../functions/openim/roles.ts';
import type { AuditRecord } from '../../../functions/record/record.ts';
import { isReplay } from '../../../functions/record/replay-word.ts';
import type { MemberChange } from '../../console/contract/stories.ts';

type Kind = MemberChange['kind'];

/** A change of a group's members in one callback. */
export interface MemberEvent {
  readonly at: string;
  readonly eventID: string;
  readonly kind: Kind;
  readonly userIDs: readonly string[];
  /** Present for a new owner. */
  readonly ownerID?: string;
  /** Present for a new group. A creator need not be a member. */
  readonly creatorID?: string;
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

/** By the names without prefix and suffix, with the spellings of all versions. */
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

type Told = Pick<AuditRecord, 'command' | 'outcome'> & Partial<Pick<AuditRecord, 'repeatOf' | 'replayOf' | 'summary'>>;

/**
 * Returns the change of members in a record or its row; undefined without one, and for refusals, repeats and replays. OpenIM did not
 * send a replay at that time.
 */
export function memberKindOf(told: Told): KindOfCallback | undefined {
  const { command, outcome, repeatOf } = told;
  if (repeatOf !== undefined || isReplay(told) || !['recorded', 'allowed', 'changed'].includes(outcome))
    return undefined;
  return KINDS.get(shortName(command));
}

/** Returns the change of members in a record. */
export function memberEventOf(record: AuditRecord): MemberEvent | undefined {
  const known = memberKindOf(record);
  if (!known) return undefined;
  const people = peopleOf(record.command, record.event);
  const withRoles = (roles: readonly Role[]) =>
    people.filter((person) => person.roles.some((role) => roles.includes(role))).map(({ userID }) => userID);
  const [ownerID] = withRoles(known.kind === 'owner' ? ['new owner'] : known.kind === 'created' ? ['owner'] : []);
  const [creatorID] = withRoles(known.kind === 'created' ? ['creator'] : []);
  const { receivedAt: at, eventID } = record;
  return {
    ...{ at, eventID, kind: known.kind, userIDs: withRoles(known.roles) },
    ...(ownerID !== undefined && { ownerID }),
    ...(creatorID !== undefined && { creatorID }),
  };
}
