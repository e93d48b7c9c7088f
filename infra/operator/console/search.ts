import { positionOf } from '../../../functions/audit/cursor.ts';
import { type AuditQuery, list } from '../../../functions/audit/query.ts';
import type { Table } from '../../../functions/dynamodb/table.ts';
import type { EventRow, Searched } from '../../console/contract/events.ts';
import { type Row, withCleanUps } from '../audit/clean-ups.ts';
import { eventRow } from './event-row.ts';
import { matching } from './matching.ts';
import type { LineQuery } from './query-line.ts';

/** Most rows that are read at once, because a page of them keeps the local database from other requests. */
const MAX_CHUNK = 1_000;

/** The same where whole records must be read. */
const MAX_SLOW_CHUNK = 200;

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
export async function search(audit: Table, query: LineQuery, options: Search): Promise<Found> {
  const { wanted, residual, defaultDays } = query;
  const { firstChunk, isEnough } = options;
  const rows: EventRow[] = [];
  let { cursor } = options;
  if (isPast(cursor, wanted)) return { rows, searched: { from: wanted.since ?? '', rowsRead: 0, readUnits: 0 } };
  let [rowsRead, readUnits, oldest] = [0, 0, wanted.since];
  let chunk = firstChunk;
  do {
    const found = list(audit, wanted, chunk, cursor);
    const listed: Row[] = await Array.fromAsync(withCleanUps(audit, wanted, found));
    const { matched, recordsRead } = await matching(audit, residual, listed);
    rows.push(...matched.map(eventRow));
    rowsRead += listed.length;
    readUnits += found.readUnits;
    oldest = listed.at(-1)?.receivedAt ?? oldest;
    cursor = found.cursor;
    chunk = Math.min(chunk * 2, recordsRead > 0 ? MAX_SLOW_CHUNK : MAX_CHUNK);
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

/** Digits of a time up to milliseconds. */
const MILLISECONDS_LENGTH = 23;

/** Tells whether a search has come to the beginning of its range, which moves on with the time, as that of `since:2h`. */
function isPast(cursor: string | undefined, { since }: AuditQuery): boolean {
  if (cursor === undefined || since === undefined) return false;
  return positionOf(cursor).receivedAt.slice(0, MILLISECONDS_LENGTH) < since.slice(0, MILLISECONDS_LENGTH);
}
