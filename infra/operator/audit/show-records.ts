import { type AuditQuery, query } from '../../../functions/audit/query.ts';
import { INDEXES } from '../../../functions/audit/table-keys.ts';
import { columnsIn, type Io, writeAndWait, writeLine } from '../../cli/io.ts';
import type { Tables } from '../open-tables.ts';
import { asJson, asTable } from './audit-output.ts';

interface ShowOptions {
  readonly query: AuditQuery;
  readonly limit: number;
  readonly json: boolean;
}

/** Writes records as they are read: a table for a person, or JSON. */
export async function showRecords({ stdout }: Io, { audit, place }: Tables, options: ShowOptions): Promise<void> {
  const { query: wanted, limit, json } = options;
  const records = query(audit, wanted, limit);
  if (json) {
    for await (const record of records) await writeAndWait(stdout, asJson(record));
    return;
  }
  let shown = 0;
  for await (const { lines, count } of asTable(records, columnsIn(stdout))) {
    await writeAndWait(stdout, lines);
    shown += count;
  }
  if (shown === 0) writeLine(stdout, `Nothing is recorded${about(wanted)} in ${place}.`);
  if (shown === limit) writeLine(stdout, `There may be more records. Raise --limit, which is ${limit}.`);
}

/** Describes a query in words. */
function about(wanted: AuditQuery): string {
  const who = wanted.index === 'byDay' ? '' : ` with the ${INDEXES[wanted.index]} ${wanted.id}`;
  return `${who}${wanted.day === undefined ? '' : ` on ${wanted.day} (UTC)`}`;
}
