import { select } from '../../../functions/audit/select.ts';
import type { SelectOptions } from '../../../functions/audit/select-options.ts';
import type { Selection } from '../../../functions/audit/selection-progress.ts';
import type { Table } from '../../../functions/dynamodb/table.ts';
import { matcherOf } from '../../query/match.ts';
import type { Plan } from '../../query/plan.ts';
import type { Query } from '../../query/query.ts';
import type { Clock } from '../../query/times.ts';

/** Read units after which a search ends that drops rows: some 40,000 rows, or 2,000 complete records. */
export const MAX_READ_UNITS = 2_000;

/**
 * Yields the rows of a query, newest first, each with its complete record where that was read. The properties of the result say what the
 * search has cost, why it ended, and with which cursor it goes on.
 *
 * @param plan of the query and the same clock
 * @param options `isWhole` reads all records. A query without filters beside its index has no maximum of read units, unless one is given
 * @throws {InvalidCursor | MissingIndex} and what the client throws, while it is read
 */
export function rowsOf(
  table: Table,
  { query, plan, clock }: { readonly query: Query; readonly plan: Plan; readonly clock: Clock },
  options: Omit<SelectOptions, 'isFiltered'>,
): Selection {
  const isFiltered = plan.residual.length > 0;
  const maxReadUnits = options.maxReadUnits ?? (isFiltered ? MAX_READ_UNITS : Number.POSITIVE_INFINITY);
  return select(table, plan.wanted, matcherOf(query, clock, plan.residual), { ...options, isFiltered, maxReadUnits });
}
