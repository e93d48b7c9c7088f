import { positionOf } from '../../../functions/audit/cursor.ts';
import type { AuditQuery, Listed } from '../../../functions/audit/query.ts';
import { select } from '../../../functions/audit/select.ts';
import type { Selection } from '../../../functions/audit/selection-progress.ts';
import type { Table } from '../../../functions/dynamodb/table.ts';
import type { EventRow, Searched } from '../../console/contract/events.ts';
import { withCleanUps } from '../audit/clean-ups.ts';
import { eventRow } from './event-row.ts';
import type { LineQuery } from './query-line.ts';

/** Read units after which an answer has what was found until then: some 3,000 rows, which take part of a second. */
const MAX_READ_UNITS = 100;

interface Search {
  readonly cursor: string | undefined;
  readonly limit: number;
}

interface Found {
  readonly rows: readonly EventRow[];
  readonly searched: Searched;
}

/**
 * Reads rows of a query, newest first.
 *
 * @throws {InvalidCursor | MissingIndex} and errors of the client
 */
export async function search(audit: Table, query: LineQuery, { cursor, limit }: Search): Promise<Found> {
  const { wanted, residual, isFiltered, defaultDays } = query;
  const fromDefault = defaultDays === undefined ? {} : { defaultDays };
  if (isPast(cursor, wanted))
    return { rows: [], searched: { ...NOTHING, ...fromDefault, ...(wanted.since && { from: wanted.since }) } };
  const options = { limit, isFiltered, cursor, maxReadUnits: MAX_READ_UNITS };
  const selection = select(audit, wanted, residual, options);
  const beside = { readUnits: 0, requests: 0 };
  // Filters, and indexes by other keys, may leave out the full dismissal before a clean-up.
  const isComplete = !isFiltered && (wanted.index === 'byGroup' || wanted.index === 'byDay');
  const rows = await Array.fromAsync(withCleanUps(audit, isComplete, listed(selection), beside), eventRow);
  const { cursor: next, compared, readUnits, requests } = selection;
  const from = next === undefined ? wanted.since : positionOf(next).receivedAt;
  return {
    rows,
    searched: {
      ...(next !== undefined && { cursor: next }),
      ...(from !== undefined && { from }),
      ...fromDefault,
      rowsRead: compared,
      readUnits: readUnits + beside.readUnits,
      requests: requests + beside.requests,
    },
  };
}

const NOTHING = { rowsRead: 0, readUnits: 0, requests: 0 };

async function* listed(selection: Selection): AsyncGenerator<Listed> {
  for await (const { row } of selection) yield row;
}

/** Digits of a time up to milliseconds. */
const MILLISECONDS_LENGTH = 23;

/** Tells whether a search has come to the beginning of its range, which moves on with the time, as that of `since:2h`. */
function isPast(cursor: string | undefined, { since }: AuditQuery): boolean {
  if (cursor === undefined || since === undefined) return false;
  return positionOf(cursor).receivedAt.slice(0, MILLISECONDS_LENGTH) < since.slice(0, MILLISECONDS_LENGTH);
}
