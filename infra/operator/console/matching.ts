import type { Table } from '../../../functions/dynamodb/table.ts';
import type { Matcher } from '../../query/match.ts';
import type { QueryRow } from '../../query/row.ts';
import { recordWith } from '../audit/one-record.ts';

/** Complete records that are read at the same time. */
const AT_ONCE = 20;

type Identified = QueryRow & { readonly eventID: string };

/** Returns the rows that match, in their order. Where a row is not enough, its record is read. */
export async function matching<R extends Identified>(audit: Table, matcher: Matcher, rows: readonly R[]) {
  const matched = new Map(rows.map((row) => [row, matcher.row(row)]));
  const untold = rows.filter((row) => matched.get(row) === undefined);
  for (let from = 0; from < untold.length; from += AT_ONCE)
    await Promise.all(
      untold.slice(from, from + AT_ONCE).map(async (row) => {
        const record = await recordWith(audit, row.entryOf ?? row.eventID);
        matched.set(row, record !== undefined && matcher.record(record));
      }),
    );
  return { matched: rows.filter((row) => matched.get(row)), recordsRead: untold.length };
}
