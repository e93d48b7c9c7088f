import type { Table } from '../dynamodb/table.ts';
import type { AuditRecord } from '../record/record.ts';
import type { PersonEntry } from './person-entries.ts';
import { type Found, Progress } from './progress.ts';
import { readable } from './readable.ts';
import type { AuditQuery } from './search-index.ts';
import { wholeRecords } from './whole-records.ts';

export { InvalidCursor } from './cursor.ts';
export type { Found } from './progress.ts';
export { MissingIndex } from './read-index.ts';
export type { AuditQuery } from './search-index.ts';

type ListedField =
  | 'eventID'
  | 'receivedAt'
  | 'command'
  | 'groupID'
  | 'userID'
  | 'role'
  | 'outcome'
  | 'summary'
  | 'repeatOf'
  | 'recordedAt';

/** Fields that indexes of an earlier version held. The reason also says what is wrong with a damaged item. */
type EarlierField = 'event' | 'decision' | 'reason';

/** A record as an index has it, or the entry of one of its people. */
export type Listed = Pick<AuditRecord, ListedField | EarlierField> & Partial<Pick<PersonEntry, 'entryOf' | 'ofGroup'>>;

/**
 * Lists records as the index alone has them. A damaged one says so, and hides no other.
 *
 * @param cursor of an earlier search for the same, which this one continues
 * @throws {InvalidCursor | RangeError} for a wrong cursor or time; what the client throws while it is read
 */
export function list(table: Table, wanted: AuditQuery, limit: number, cursor?: string): Found<Listed> {
  const search = new Progress(table, wanted, limit, cursor);
  async function* listed() {
    for await (const { position, item } of search.items()) {
      search.passed = position;
      yield readable(item);
    }
    search.isOver = true;
  }
  return search.report(listed());
}

/**
 * Finds whole records. An entry stands for its record. A damaged record says so, and hides no other.
 *
 * @param cursor of an earlier search for the same, which this one continues
 * @throws {InvalidCursor | RangeError} for a wrong cursor or time; what the client throws while it is read
 */
export function query(table: Table, wanted: AuditQuery, limit: number, cursor?: string): Found<AuditRecord> {
  const search = new Progress(table, wanted, limit, cursor);
  return search.report(wholeRecords(table, search));
}
