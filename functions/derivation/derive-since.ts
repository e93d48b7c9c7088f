import { furtherPeopleOf } from '../audit/person-entries.ts';
import { query } from '../audit/query.ts';
import type { Table } from '../dynamodb/table.ts';
import type { Pacer } from './pacer.ts';
import { writeEntries } from './write-entries.ts';

/** Times in ISO 8601. */
interface Range {
  readonly since: string;
  readonly until: string;
}

/**
 * Writes the entries of all stored records of a time that are missing.
 *
 * @param onRecord called after each record with the number of its further people
 * @throws errors of the client. Doing it again goes on where it ended.
 */
export async function deriveSince(
  table: Table,
  pacer: Pacer,
  { since, until }: Range,
  onRecord: (people: number) => void = () => {},
): Promise<void> {
  const records = query(table, { index: 'byDay', since, until }, Number.MAX_SAFE_INTEGER);
  for await (const record of records) {
    const people = furtherPeopleOf(record).length;
    if (people > 0) await writeEntries(table, record, pacer);
    onRecord(people);
  }
}
