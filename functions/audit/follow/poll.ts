import type { Table } from '../../dynamodb/table.ts';
import type { AuditRecord } from '../../record/record.ts';
import { recordIDOf } from '../record-id.ts';
import type { AuditQuery } from '../search-index.ts';
import { select } from '../select.ts';
import type { RowFilter } from '../select-options.ts';
import type { Selected, Selection } from '../selection-progress.ts';
import { rowIn } from './late-row.ts';
import type { SeenRecords } from './seen-records.ts';

/** Records of a machine whose clock is ahead count, too. */
const CLOCK_MARGIN_MS = 300_000;

/** Search that is followed. */
export interface Followed {
  readonly wanted: AuditQuery;
  /** Compares what the index does not answer. Times are not to be compared, because they are those of receipt. */
  readonly filter: RowFilter;
  /** Reads all records. */
  readonly isWhole: boolean;
}

/** Times are in milliseconds since 1970. */
export interface Polling {
  readonly rows: SeenRecords;
  /** Marks, and how far they are read by time of recording. */
  readonly late: SeenRecords;
  /** Earlier records are marked as seen and not yielded. */
  readonly shownSince: number;
  readonly now: number;
  readonly signal: AbortSignal;
  readonly onSelection: (selection: Selection) => void;
}

/**
 * Yields what is new: what was recorded late, then other rows of the index, each oldest first. Marks come first, because after a break
 * the rows of late records are among the others, where nothing tells them apart.
 *
 * @throws what the client throws. A later poll goes on behind the last row.
 */
export async function* poll(table: Table, followed: Followed, polling: Polling): AsyncGenerator<Selected, void> {
  const { rows, late, now, onSelection } = polling;
  const marks = selectLate(table, followed, polling);
  onSelection(marks);
  for await (const { row: mark, record } of marks) {
    const row = record && rowIn(followed.wanted, record);
    if (!row) continue;
    const time = timeOf(mark.receivedAt, now);
    rows.see(record.eventID, now);
    late.see(record.eventID, time);
    late.passed(Math.min(time, now));
    yield { row, record };
  }
  if (marks.end === 'interrupted') return;
  late.passed(now);
  const selection = selectRows(table, followed, polling);
  onSelection(selection);
  for await (const selected of selection) {
    const recordID = recordIDOf(selected.row.eventID, selected.row.entryOf);
    if (rows.has(recordID)) continue;
    const time = timeOf(selected.row.receivedAt, now);
    rows.see(recordID, time);
    rows.passed(Math.min(time, now));
    yield selected;
  }
  if (selection.end !== 'interrupted') rows.passed(now);
}

/** A damaged time counts as the present. */
function timeOf(text: string, now: number): number {
  const time = Date.parse(text);
  return Number.isNaN(time) ? now : time;
}

const OPTIONS = { limit: Number.MAX_SAFE_INTEGER, isFiltered: true, isOldestFirst: true } as const;

function selectRows(table: Table, { wanted, filter, isWhole }: Followed, polling: Polling): Selection {
  const { rows, shownSince, now, signal } = polling;
  const row: RowFilter['row'] = (found) => {
    const recordID = recordIDOf(found.eventID, found.entryOf);
    if (rows.has(recordID)) return false;
    const time = timeOf(found.receivedAt, now);
    if (time >= shownSince) return filter.row(found);
    rows.see(recordID, time);
    return false;
  };
  const range = rangeFrom(rows.since, now);
  const inRange = wanted.index === 'byDay' ? { ...wanted, ...range, day: undefined } : { ...wanted, ...range };
  return select(table, inRange, { ...filter, row }, { ...OPTIONS, isWhole, signal });
}

/** Selects marks with their records. */
function selectLate(table: Table, { wanted, filter }: Followed, polling: Polling): Selection {
  const { rows, late, shownSince, now, signal } = polling;
  const row: RowFilter['row'] = (mark) => {
    const recordID = recordIDOf(mark.eventID);
    const time = timeOf(mark.receivedAt, now);
    if (time >= shownSince && !rows.has(recordID) && !late.has(recordID)) return undefined;
    late.see(recordID, time);
    return false;
  };
  const record = (found: AuditRecord) => {
    const isWanted = rowIn(wanted, found) !== undefined && filter.record(found);
    // Its mark need not be read again.
    if (!isWanted) late.see(found.eventID, now);
    return isWanted;
  };
  const range = rangeFrom(late.since, now);
  return select(table, { index: 'byDay', late: true, ...range }, { row, record }, { ...OPTIONS, signal });
}

function rangeFrom(since: number, now: number) {
  return { since: new Date(since).toISOString(), until: new Date(now + CLOCK_MARGIN_MS).toISOString() };
}
