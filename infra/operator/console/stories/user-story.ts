import type { Listed } from '../../../../functions/audit/query.ts';
import type { Table } from '../../../../functions/dynamodb/table.ts';
import { shortName } from '../../../../functions/openim/catalogue.ts';
import type { UserGroup, UserStory } from '../../../console/contract/stories.ts';
import { type MemberEvent, memberKindOf } from '../../stories/member-event.ts';
import { staysOf } from '../../stories/stays.ts';
import { readRows } from './read-rows.ts';

export async function userStory(audit: Table, userID: string, now: () => Date): Promise<UserStory> {
  const { rows, readBackTo, ...cost } = await readRows(audit, { index: 'byUser', id: userID }, now);
  const knownSince = rows.at(-1)?.receivedAt;
  return {
    userID,
    groups: groupsIn(rows),
    outcomes: countsOf(rows.map(({ outcome }) => outcome)),
    callbacks: countsOf(rows.map(({ command }) => shortName(command))),
    ...(readBackTo !== undefined && { readBackTo }),
    ...(knownSince !== undefined && { knownSince }),
    ...cost,
  };
}

/** @param rows of one user, newest first, each with the user's role */
export function groupsIn(rows: readonly Listed[]): UserGroup[] {
  const byGroup = Map.groupBy(rows, ({ groupID, ofGroup }) => groupID ?? ofGroup ?? '');
  byGroup.delete('');
  return [...byGroup].map(([groupID, own]) => ({
    groupID,
    stays: staysOf(own.flatMap((row) => memberEventIn(row) ?? []).reverse()).map(
      ({ userID: _userID, ...stay }) => stay,
    ),
    events: own.length,
    lastEventAt: own[0]?.receivedAt ?? '',
  }));
}

/** Returns what a row says about its user. */
function memberEventIn(row: Listed): MemberEvent | undefined {
  const known = memberKindOf(row);
  const roles = row.role?.split(', ') ?? [];
  if (!known?.roles.some((role) => roles.includes(role))) return undefined;
  return { at: row.receivedAt, eventID: row.eventID, kind: known.kind, userIDs: [row.userID ?? ''] };
}

function countsOf(names: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries(counts);
}
