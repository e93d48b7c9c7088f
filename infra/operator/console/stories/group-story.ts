import { positionOf } from '../../../../functions/audit/cursor.ts';
import type { Listed } from '../../../../functions/audit/query.ts';
import { select } from '../../../../functions/audit/select.ts';
import type { Table } from '../../../../functions/dynamodb/table.ts';
import { shortName } from '../../../../functions/openim/catalogue.ts';
import type { AuditRecord } from '../../../../functions/record/record.ts';
import type { GroupStory, MemberChange } from '../../../console/contract/stories.ts';
import { type MemberEvent, memberEventOf, memberKindOf } from './member-event.ts';
import { staysOf } from './stays.ts';

/** Records that are read whole, because rows name one person each. */
const MAX_RECORDS = 2_000;
const MAX_READ_UNITS = 2_000;

const MAX_STAYS = 5_000;
const MAX_USERS_OF_CHANGE = 100;

const NAMING = ['AfterCreateGroup', 'AfterSetGroupInfo', 'AfterSetGroupInfoEx', 'AfterSetGroupInfoEX'];

/** Reads the records that tell about members, newest first, as far as a person waits for it. */
export async function groupStory(audit: Table, groupID: string): Promise<GroupStory> {
  let knownSince: string | undefined;
  let isNamed = false;
  const row = (listed: Listed) => {
    knownSince = listed.receivedAt;
    const isName = !isNamed && isNaming(listed);
    isNamed ||= isName;
    return isName || memberKindOf(listed) !== undefined;
  };
  const options = { limit: MAX_RECORDS, maxReadUnits: MAX_READ_UNITS, isFiltered: true, isWhole: true };
  const selection = select(audit, { index: 'byGroup', id: groupID }, { row, record: () => true }, options);
  const records = (await Array.fromAsync(selection)).flatMap(({ record }) => record ?? []);
  const { cursor, compared: rowsRead, readUnits } = selection;
  return {
    groupID,
    ...storyOf(records.flatMap((record) => memberEventOf(record) ?? []).reverse()),
    ...nameIn(records.find(isNaming)),
    ...(cursor !== undefined && { readBackTo: positionOf(cursor).receivedAt }),
    ...(knownSince !== undefined && { knownSince }),
    rowsRead,
    readUnits,
  };
}

function isNaming({ command, outcome }: Pick<Listed, 'command' | 'outcome'>): boolean {
  return NAMING.includes(shortName(command)) && outcome === 'recorded';
}

/** Returns what events tell, oldest first. */
export function storyOf(events: readonly MemberEvent[]) {
  const stays = staysOf(events);
  const ownerID = events.findLast((event) => event.ownerID !== undefined)?.ownerID;
  const createdAt = events.find(({ kind }) => kind === 'created')?.at;
  const dismissedAt = events.find(({ kind }) => kind === 'dismissed')?.at;
  return {
    ...(ownerID !== undefined && { ownerID }),
    ...(createdAt !== undefined && { createdAt }),
    ...(dismissedAt !== undefined && { dismissedAt }),
    stays: stays.slice(0, MAX_STAYS),
    furtherStays: Math.max(0, stays.length - MAX_STAYS),
    changes: events.filter(({ userIDs }) => userIDs.length > 0).map(changeOf),
  };
}

function changeOf({ at, eventID, kind, userIDs }: MemberEvent): MemberChange {
  const furtherUsers = Math.max(0, userIDs.length - MAX_USERS_OF_CHANGE);
  return { at, eventID, kind, userIDs: userIDs.slice(0, MAX_USERS_OF_CHANGE), furtherUsers };
}

function nameIn(record: AuditRecord | undefined): { name?: string } {
  const name = record?.event?.groupName;
  return typeof name === 'string' && name !== '' ? { name } : {};
}
