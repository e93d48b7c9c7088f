import { type AuditQuery, list, MissingIndex, query } from '../../../functions/audit/query.ts';
import { INDEXES } from '../../../functions/audit/table-keys.ts';
import { UsageError } from '../../cli/command.ts';
import { columnsIn, type Io, writeAndWait, writeLine } from '../../cli/io.ts';
import type { Tables } from '../open-tables.ts';
import { asJson, asTable } from './audit-output.ts';
import { withCleanUps } from './clean-ups.ts';

interface ShowOptions {
  readonly query: AuditQuery;
  readonly limit: number;
  readonly json: boolean;
  /** Adds a column of eventIDs to the table. */
  readonly ids: boolean;
}

/**
 * Writes records as they are read: a table for a person, or JSON.
 *
 * @throws {UsageError} when the table has no index for the query
 */
export async function showRecords(io: Io, tables: Tables, options: ShowOptions): Promise<void> {
  try {
    await (options.json ? showJson(io, tables, options) : showTable(io, tables, options));
  } catch (error) {
    if (!(error instanceof MissingIndex)) throw error;
    // All other indexes are always there, so that it is another table.
    if (options.query.index !== 'byOperation') throw error.cause;
    throw new UsageError(
      "The table has no index for --operation. Turn the stack's setting operationIndex on, or search otherwise.",
    );
  }
}

async function showJson({ stdout }: Io, { audit }: Tables, { query: wanted, limit }: ShowOptions): Promise<void> {
  for await (const record of query(audit, wanted, limit)) await writeAndWait(stdout, asJson(record));
}

/** A row needs no more than the index has. */
async function showTable({ stdout }: Io, { audit, place }: Tables, { query: wanted, limit, ids }: ShowOptions) {
  let shown = 0;
  const rows = withCleanUps(audit, wanted, list(audit, wanted, limit));
  for await (const { lines, count } of asTable(rows, columnsIn(stdout), { ids })) {
    await writeAndWait(stdout, lines);
    shown += count;
  }
  if (shown === 0) writeLine(stdout, `Nothing is recorded${about(wanted)} in ${place}.`);
  if (shown === limit) writeLine(stdout, `There may be more records. Raise --limit, which is ${limit}.`);
}

/** Describes a query in words. */
function about(wanted: AuditQuery): string {
  const who = wanted.index === 'byDay' ? '' : ` with the ${INDEXES[wanted.index]} ${wanted.id}`;
  const { day, since, until } = wanted;
  const times = [day && ` on ${day} (UTC)`, since && ` since ${since}`, until && ` until ${until}`];
  return who + times.filter((time) => time !== undefined).join('');
}
