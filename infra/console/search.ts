import { list } from '../../functions/audit/query.ts';
import type { Table } from '../../functions/dynamodb/table.ts';
import { withCleanUps } from '../operator/audit/clean-ups.ts';
import { recordWith } from '../operator/audit/one-record.ts';
import type { EventRow, Searched } from './contract/events.ts';
import { eventRow } from './event-row.ts';
import type { LineQuery } from './query-line.ts';

/** Most rows that are read at once, because a page of them keeps the local database from other requests. */
const MAX_CHUNK = 1_000;

interface Search {
  readonly cursor: string | undefined;
  /** Rows of the first chunk. Each next chunk is twice as long, because few rows match. */
  readonly firstChunk: number;
  /** Called after each chunk. */
  readonly isEnough: (found: number) => boolean;
}

interface Found {
  readonly rows: readonly EventRow[];
  readonly searched: Searched;
}

/**
 * Reads rows of a query, newest first, in chunks that are finished once begun. So the cursor is always after the last row.
 *
 * @throws {InvalidCursor | MissingIndex} and errors of the client
 */
export async function search(
  audit: Table,
  query: LineQuery,
  { firstChunk, isEnough, ...rest }: Search,
): Promise<Found> {
  const { wanted, defaultDays } = query;
  const rows: EventRow[] = [];
  let { cursor } = rest;
  let [rowsRead, readUnits, oldest] = [0, 0, wanted.since];
  let chunk = firstChunk;
  do {
    const found = list(audit, wanted, chunk, cursor);
    for await (const listed of withCleanUps(audit, wanted, found)) {
      const row = eventRow(listed);
      rowsRead += 1;
      oldest = row.receivedAt;
      if (await matches(audit, query, row)) rows.push(row);
    }
    readUnits += found.readUnits;
    cursor = found.cursor;
    chunk = Math.min(chunk * 2, MAX_CHUNK);
  } while (cursor !== undefined && !isEnough(rows.length));
  const from = cursor === undefined ? wanted.since : oldest;
  return {
    rows,
    searched: {
      ...(cursor !== undefined && { cursor }),
      ...(from !== undefined && { from }),
      ...(defaultDays !== undefined && { defaultDays }),
      rowsRead,
      readUnits,
    },
  };
}

/** Tells whether a row belongs to a query, after reading the whole record where the row does not tell. */
export async function matches(audit: Table, query: LineQuery, row: EventRow): Promise<boolean> {
  const known = query.matchesRow(row);
  if (known !== undefined) return known;
  const record = await recordWith(audit, row.eventID);
  return record !== undefined && query.matchesRecord(record);
}
