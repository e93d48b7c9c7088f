import { groupFactsOf } from './group-facts.ts';
import type { MemberEvent } from './member-event.ts';
import { staysOf } from './stays.ts';

/**
 * Reason why someone counts as a member. `created`: added at creation. `joined`: OpenIM reported it. `expected`: the question before
 * joining was answered with yes, and nothing was reported. `earlier`: a later callback says that the user was in the group before.
 */
export type How = 'created' | 'joined' | 'expected' | 'earlier';

export interface Member {
  readonly userID: string;
  /** Time of receipt. Absent for `earlier`. */
  readonly since?: string;
  readonly how: How;
  /** Those that are known. OpenIM reports no administrators with the callbacks of members. */
  readonly roles: readonly ('owner' | 'creator')[];
}

/**
 * Returns who is in a group after some events, by the beginning of the membership. Those without one come first.
 *
 * @param events of one group, oldest first
 */
export function membersAfter(events: readonly MemberEvent[]): Member[] {
  const { ownerID, creatorID, createdAt } = groupFactsOf(events);
  return staysOf(events)
    .filter(({ until }) => until === undefined)
    .map(({ userID, from, isExpected }) => ({
      userID,
      ...(from !== undefined && { since: from }),
      how: isExpected ? 'expected' : from === undefined ? 'earlier' : from === createdAt ? 'created' : 'joined',
      roles: [
        ...(userID === ownerID ? (['owner'] as const) : []),
        ...(userID === creatorID ? (['creator'] as const) : []),
      ],
    }));
}
