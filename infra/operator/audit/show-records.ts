import {
  type AuditQuery,
  type Found,
  InvalidCursor,
  list,
  MissingIndex,
  query,
} from '../../../functions/audit/query.ts';
import { INDEXES } from '../../../functions/audit/table-keys.ts';
import { columnsIn, type Io, writeAndWait, writeLine } from '../../cli/io.ts';
import { UsageError } from '../../cli/usage-error.ts';
import type { Tables } from '../open-tables.ts';
import { asJson, asTable } from './audit-output.ts';
import { withCleanUps } from './clean-ups.ts';

interface ShowOptions {
  readonly query: AuditQuery;
  readonly limit: number;
  /** Place to go on from, as an earlier search printed it. */
  readonly cursor: string | undefined;
  readonly json: boolean;
  /** Adds a column of eventIDs to the table. */
  readonly ids: boolean;
}

/**
 * Writes records as they are read: a table for a person, or JSON.
 *
 * @throws {UsageError} when the table has no index for the query, or the cursor is of another one
 */
export async function showRecords(io: Io, tables: Tables, options: ShowOptions): Promise<void> {
  try {
    await (options.json ? showJson(io, tables, options) : showTable(io, tables, options));
  } catch (error) {
    if (error instanceof InvalidCursor)
      throw new UsageError('--cursor is not of this search. Use the cursor that the same search printed.');
    if (!(error instanceof MissingIndex)) throw error;
    // Only this index can be turned off. A table without another one has a wrong name.
    if (options.query.index !== 'byOperation') throw error.cause;
    throw new UsageError(
      "The table has no index for --operation. Turn the stack's setting operationIndex on, or search otherwise.",
    );
  }
}

/** The notice goes to `stderr`, because `stdout` is for a program. */
async function showJson({ stdout, stderr }: Io, { audit }: Tables, options: ShowOptions): Promise<void> {
  const { query: wanted, limit, cursor } = options;
  let shown = 0;
  const found = query(audit, wanted, limit, cursor);
  for await (const record of found) {
    await writeAndWait(stdout, asJson(record));
    shown += 1;
  }
  if (shown === limit) writeMore(stderr, found);
}

function writeMore(output: Io['stderr'], { readUnits, cursor }: Pick<Found<unknown>, 'readUnits' | 'cursor'>): void {
  writeLine(output, `There may be more records. This search took ${readUnits} read units. Continue with:`);
  writeLine(output, `  --cursor ${cursor}`);
}

/** A row needs no more than the index has. */
async function showTable({ stdout }: Io, { audit, place }: Tables, options: ShowOptions): Promise<void> {
  const { query: wanted, limit, cursor, ids } = options;
  let shown = 0;
  const found = list(audit, wanted, limit, cursor);
  const rows = withCleanUps(audit, wanted, found);
  for await (const { lines, count } of asTable(rows, columnsIn(stdout), { ids, roles: wanted.index === 'byUser' })) {
    await writeAndWait(stdout, lines);
    shown += count;
  }
  if (shown === 0) writeLine(stdout, `Nothing is recorded${about(wanted)} in ${place}.`);
  if (shown === limit) writeMore(stdout, found);
}

/** Describes a query in words. */
function about(wanted: AuditQuery): string {
  const who = wanted.index === 'byDay' ? '' : ` with the ${INDEXES[wanted.index]} ${wanted.id}`;
  const { day, since, until } = wanted;
  const times = [day && ` on ${day} (UTC)`, since && ` from ${since} on`, until && ` before ${until}`];
  return who + times.filter((time) => time !== undefined).join('');
}
