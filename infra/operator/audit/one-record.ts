import { itemsOf } from '../../../functions/audit/items.ts';
import { type Head, type ItemPart, isHead, partIDs } from '../../../functions/audit/parts.ts';
import { entryOf, furtherPeopleOf } from '../../../functions/audit/person-entries.ts';
import type { ReadUnits } from '../../../functions/audit/read-units.ts';
import { join, readable } from '../../../functions/audit/readable.ts';
import type { Table } from '../../../functions/dynamodb/table.ts';
import { relayedID } from '../../../functions/record/event-id.ts';
import type { AuditRecord } from '../../../functions/record/record.ts';

/** DynamoDB rejects longer keys, and empty ones. */
const MAX_ID_BYTES = 2_048;

/** Separates the eventID of a record from the hash of a person, in the eventID of an entry. */
const ENTRY_SEPARATOR = '@';

/**
 * Reads one complete record, unpacked.
 *
 * @param eventID of a record, of a repeat, or of an entry, which stands for its record
 * @param units counts the cost of the reads
 * @returns undefined when the table has no such record, as when it has expired, or when the record does not name the entry's person
 */
export async function recordWith(table: Table, eventID: string, units?: ReadUnits): Promise<AuditRecord | undefined> {
  const [recordID = ''] = eventID.split(ENTRY_SEPARATOR);
  if (recordID === '' || Buffer.byteLength(recordID) > MAX_ID_BYTES) return undefined;
  const read = <Item>(ids: readonly string[]) => itemsOf<Item>(table, ids, undefined, undefined, units);
  const [item] = await read<AuditRecord | Head | ItemPart>([recordID]);
  if (item === undefined || 'partOf' in item) return undefined;
  const record = readable(isHead(item) ? join(item, await read<ItemPart>(partIDs(item))) : item);
  return eventID === recordID || hasEntry(record, eventID) ? record : undefined;
}

function hasEntry(record: AuditRecord, entryID: string): boolean {
  return furtherPeopleOf(record).some((person) => entryOf(record, person).eventID === entryID);
}

/** Returns the record that has the body of this one: of a repeat the first record, undefined when it has expired. */
export async function recordWithBody(
  table: Table,
  record: AuditRecord,
  units?: ReadUnits,
): Promise<AuditRecord | undefined> {
  const hasBody = record.body !== undefined || record.bodyBytes !== undefined;
  return hasBody || record.repeatOf === undefined ? record : recordWith(table, record.repeatOf, units);
}

/** Returns the record of the verdict that a relay gave OpenIM instead of the verdict on this record. */
export async function relayVerdictOn(table: Table, { relay, decision }: AuditRecord): Promise<AuditRecord | undefined> {
  if (relay?.id === undefined || relay.verdict || !decision) return undefined;
  return recordWith(table, relayedID(relay.id, true));
}
