import type { Table } from '../../../../functions/dynamodb/table.ts';
import { shortName } from '../../../../functions/openim/catalogue.ts';
import type { AuditRecord } from '../../../../functions/record/record.ts';
import type { GroupStory, MemberChange } from '../../../console/contract/stories.ts';
import { recordWith } from '../../audit/one-record.ts';
import { type MemberEvent, memberEventOf, memberKindOf } from './member-event.ts';
import { readRows } from './read-rows.ts';
import { staysOf } from './stays.ts';

/** Records that are read whole, because rows name one person each. */
const MAX_RECORDS = 2_000;
const AT_ONCE = 20;

const MAX_STAYS = 5_000;
const MAX_USERS_OF_CHANGE = 100;

const NAMING = ['AfterCreateGroup', 'AfterSetGroupInfo', 'AfterSetGroupInfoEx', 'AfterSetGroupInfoEX'];

export async function groupStory(audit: Table, groupID: string, now: () => Date): Promise<GroupStory> {
  const { rows, readBackTo, ...cost } = await readRows(audit, { index: 'byGroup', id: groupID }, now);
  const telling = rows.filter((row) => memberKindOf(row) !== undefined);
  const read = telling.slice(0, MAX_RECORDS);
  const naming = rows.find(({ command, outcome }) => NAMING.includes(shortName(command)) && outcome === 'recorded');
  const records = await recordsOf(
    audit,
    read.map(({ eventID }) => eventID),
  );
  const named = naming && (await recordWith(audit, naming.eventID));
  const back = read.length < telling.length ? read.at(-1)?.receivedAt : readBackTo;
  return {
    groupID,
    ...storyOf(records.flatMap((record) => memberEventOf(record) ?? []).reverse()),
    ...nameIn(named),
    ...(back !== undefined && { readBackTo: back }),
    ...knownSince(rows.at(-1)),
    ...cost,
  };
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

function knownSince(oldest: { readonly receivedAt: string } | undefined): { knownSince?: string } {
  return oldest ? { knownSince: oldest.receivedAt } : {};
}

async function recordsOf(audit: Table, eventIDs: readonly string[]): Promise<AuditRecord[]> {
  const records: AuditRecord[] = [];
  for (let from = 0; from < eventIDs.length; from += AT_ONCE) {
    const found = await Promise.all(eventIDs.slice(from, from + AT_ONCE).map((eventID) => recordWith(audit, eventID)));
    records.push(...found.filter((record) => record !== undefined));
  }
  return records;
}
