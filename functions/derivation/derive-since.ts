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
 * Writes the entries of all stored records of a time that are missing, also of those that were recorded then and received earlier.
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
  for (const late of [false, true]) {
    for await (const record of query(table, { index: 'byDay', late, since, until }, Number.MAX_SAFE_INTEGER)) {
      if (late && record.receivedAt >= since) continue;
      const people = furtherPeopleOf(record).length;
      if (people > 0) await writeEntries(table, record, pacer);
      onRecord(people);
    }
  }
}
