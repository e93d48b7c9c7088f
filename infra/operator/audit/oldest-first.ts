import { ReadUnits } from '../../../functions/audit/read-units.ts';
import type { Selection } from '../../../functions/audit/selection-progress.ts';
import type { Table } from '../../../functions/dynamodb/table.ts';
import type { AuditRecord } from '../../../functions/record/record.ts';
import { UsageError } from '../../cli/usage-error.ts';
import type { Plan } from '../../query/plan.ts';
import { withoutIndex } from './missing-index.ts';
import { recordWithBody } from './one-record.ts';
import type { PlannedSearch } from './planned-search.ts';
import { rowsOf } from './rows-of.ts';

/** Two instants, ISO 8601. The second is the first that is too late. */
export interface Range {
  readonly since: string;
  readonly until: string;
}

/**
 * Returns the times that a search reads. Its end is not later than its clock, so that another search can continue there.
 *
 * @throws {UsageError} when nothing says from when on
 */
export function rangeOf({ plan: { wanted, isToday }, clock }: PlannedSearch): Range {
  const { since, until } = wanted;
  if (since === undefined || isToday) throw new UsageError('--since is missing. Add --since TIME, such as 2h or 7d.');
  const now = clock.now.toISOString();
  return { since, until: until === undefined || until > now ? now : until };
}

/** Records of a search from the oldest to the newest. Those of repeats have the bodies of their first records. */
export class OldestFirst {
  readonly #table: Table;
  readonly #plan: Plan;
  readonly #rows: Selection;
  readonly #bodyUnits = new ReadUnits();

  constructor(table: Table, search: PlannedSearch, range: Range, signal: AbortSignal) {
    const wanted = { ...search.plan.wanted, ...range } as Plan['wanted'];
    const plan = { ...search.plan, wanted };
    const noLimit = Number.POSITIVE_INFINITY;
    this.#table = table;
    this.#plan = plan;
    this.#rows = rowsOf(
      table,
      { ...search, plan },
      { limit: noLimit, maxReadUnits: noLimit, isWhole: true, isOldestFirst: true, signal },
    );
  }

  get isInterrupted(): boolean {
    return this.#rows.end === 'interrupted';
  }

  get readUnits(): number {
    return this.#rows.readUnits + this.#bodyUnits.sum;
  }

  get requests(): number {
    return this.#rows.requests + this.#bodyUnits.requests;
  }

  /** @throws {UsageError} when the table has no index for the search, and what the client throws */
  async *records(): AsyncGenerator<AuditRecord> {
    try {
      for await (const { record } of this.#rows) if (record) yield await this.#withBody(record);
    } catch (error) {
      throw withoutIndex(error, this.#plan);
    }
  }

  async #withBody(record: AuditRecord): Promise<AuditRecord> {
    if (record.repeatOf === undefined) return record;
    const { body, bodyBytes } = (await recordWithBody(this.#table, record, this.#bodyUnits)) ?? {};
    return { ...record, ...(body !== undefined && { body }), ...(bodyBytes && { bodyBytes }) };
  }
}
