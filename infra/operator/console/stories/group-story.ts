import { positionOf } from '../../../../functions/audit/cursor.ts';
import type { Listed } from '../../../../functions/audit/query.ts';
import { select } from '../../../../functions/audit/select.ts';
import type { Selection } from '../../../../functions/audit/selection-progress.ts';
import type { Table } from '../../../../functions/dynamodb/table.ts';
import { shortName } from '../../../../functions/openim/catalogue.ts';
import type { AuditRecord } from '../../../../functions/record/record.ts';
import type { GroupStory, MemberChange } from '../../../console/contract/stories.ts';
import { groupFactsOf } from '../../stories/group-facts.ts';
import { type MemberEvent, memberEventOf, memberKindOf } from '../../stories/member-event.ts';
import { staysOf } from '../../stories/stays.ts';

/** Maximum records that are read in full, because rows name one person each. */
const MAX_RECORDS = 2_000;
const MAX_READ_UNITS = 2_000;

/** Records that are in memory together. A large one takes 4 MB and more. */
const RECORDS_AT_ONCE = 10;

/** People of all changes, after whom nothing older is read. */
const MAX_USERS = 500_000;

const MAX_STAYS = 5_000;
const MAX_USERS_OF_CHANGE = 100;

const NAMING = ['AfterCreateGroup', 'AfterSetGroupInfo', 'AfterSetGroupInfoEx', 'AfterSetGroupInfoEX'];

/** Reads the records about members, newest first, within the limits of a page. */
export async function groupStory(
  audit: Table,
  groupID: string,
  { maxUsers } = { maxUsers: MAX_USERS },
): Promise<GroupStory> {
  let knownSince: string | undefined;
  let isNamed = false;
  const row = (listed: Listed) => {
    knownSince = listed.receivedAt;
    const isName = !isNamed && isNaming(listed);
    isNamed ||= isName;
    return isName || memberKindOf(listed) !== undefined;
  };
  const options = { limit: MAX_RECORDS, maxReadUnits: MAX_READ_UNITS, isFiltered: true, isWhole: true };
  const selection = select(
    audit,
    { index: 'byGroup', id: groupID },
    { row, record: () => true },
    { ...options, recordsAtOnce: RECORDS_AT_ONCE },
  );
  const { events, name } = await memberEventsIn(selection, maxUsers);
  const { cursor, compared: rowsRead, readUnits } = selection;
  return {
    groupID,
    ...storyOf(events.reverse()),
    ...(name !== undefined && { name }),
    ...(cursor !== undefined && { readBackTo: positionOf(cursor).receivedAt }),
    ...(knownSince !== undefined && { knownSince }),
    rowsRead,
    readUnits,
  };
}

/** Keeps only the people, because the records would fill the memory. */
async function memberEventsIn(selection: Selection, maxUsers: number) {
  const events: MemberEvent[] = [];
  let users = 0;
  let naming: { readonly name: string | undefined } | undefined;
  for await (const { record } of selection) {
    if (!record) continue;
    if (isNaming(record)) naming ??= { name: nameIn(record) };
    const event = memberEventOf(record);
    if (!event) continue;
    events.push(event);
    users += event.userIDs.length;
    if (users >= maxUsers) break;
  }
  return { events, name: naming?.name };
}

function isNaming({ command, outcome }: Pick<Listed, 'command' | 'outcome'>): boolean {
  return NAMING.includes(shortName(command)) && outcome === 'recorded';
}

/** Returns the changes in events, oldest first. */
export function storyOf(events: readonly MemberEvent[]) {
  const stays = staysOf(events);
  const { creatorID: _creatorID, ...facts } = groupFactsOf(events);
  return {
    ...facts,
    stays: stays.slice(0, MAX_STAYS),
    furtherStays: Math.max(0, stays.length - MAX_STAYS),
    changes: events.filter(({ userIDs }) => userIDs.length > 0).map(changeOf),
  };
}

function changeOf({ at, eventID, kind, userIDs }: MemberEvent): MemberChange {
  const furtherUsers = Math.max(0, userIDs.length - MAX_USERS_OF_CHANGE);
  return { at, eventID, kind, userIDs: userIDs.slice(0, MAX_USERS_OF_CHANGE), furtherUsers };
}

function nameIn({ event }: AuditRecord): string | undefined {
  const name = event?.groupName;
  return typeof name === 'string' && name !== '' ? name : undefined;
}
