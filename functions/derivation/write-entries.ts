import { marshall } from '@aws-sdk/util-dynamodb';
import { itemsOf } from '../audit/items.ts';
import { entryOf, furtherPeopleOf, type PersonEntry } from '../audit/person-entries.ts';
import { putNew } from '../audit/put-new.ts';
import type { Table } from '../dynamodb/table.ts';
import type { AuditRecord } from '../record/record.ts';
import type { Pacer } from './pacer.ts';

/** Entries that are written at once. An interrupted run continues after the last complete batch. */
const BATCH_SIZE = 100;

/**
 * Writes the entries of a record's further people, from one place in their order to another. Entries that are there stay as they are.
 *
 * @throws what the client throws. The entries before that are written.
 */
export async function writeEntries(
  table: Table,
  record: AuditRecord,
  pacer: Pacer,
  { from = 0, to = Number.POSITIVE_INFINITY }: { readonly from?: number; readonly to?: number } = {},
): Promise<void> {
  const people = furtherPeopleOf(record).slice(from, to);
  for (let start = 0; start < people.length; start += BATCH_SIZE) {
    const entries = people.slice(start, start + BATCH_SIZE).map((person) => entryOf(record, person));
    if (people.length > BATCH_SIZE && (await areWritten(table, entries))) continue;
    await Promise.all(entries.map((entry) => writeEntry(table, entry, pacer)));
  }
}

async function areWritten(table: Table, entries: readonly PersonEntry[]): Promise<boolean> {
  const ids = entries.map(({ eventID }) => eventID);
  return (await itemsOf(table, ids, undefined, 'eventID')).length === ids.length;
}

async function writeEntry(table: Table, entry: PersonEntry, pacer: Pacer): Promise<void> {
  await pacer();
  await putNew(table, marshall(entry), new AbortController().signal);
}
