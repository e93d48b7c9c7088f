import { InvalidCursor, type Listed } from '../../../functions/audit/query.ts';
import type { Selected, Selection } from '../../../functions/audit/selection-progress.ts';
import { columnsIn, type Io, interruptible, writeAndWait, writeLine } from '../../cli/io.ts';
import { Interrupted, UsageError } from '../../cli/usage-error.ts';
import type { Plan } from '../../query/plan.ts';
import type { Query } from '../../query/query.ts';
import type { Clock } from '../../query/times.ts';
import type { Tables } from '../open-tables.ts';
import { asTable } from './audit-output.ts';
import { type Cost, withCleanUps } from './clean-ups.ts';
import { withoutIndex } from './missing-index.ts';
import { progressLine } from './progress-line.ts';
import { type Form, headOf, lineOf, type ProgramForm } from './record-lines.ts';
import { rowsOf } from './rows-of.ts';
import { costOf, endOf, nothingNote, todayNote } from './search-notes.ts';

export interface ShowOptions {
  readonly query: Query;
  readonly plan: Plan;
  readonly clock: Clock;
  readonly limit: number;
  /** Cursor that an earlier search printed. */
  readonly cursor: string | undefined;
  readonly maxReadUnits: number | undefined;
  readonly form: Form;
  /** Adds a column of eventIDs to the table. */
  readonly ids: boolean;
}

/**
 * Writes records as they are read. Notes go to `stderr`, because `stdout` may be for a program.
 *
 * @throws {UsageError} when the table has no index for the query, or the cursor is of another one
 * @throws {Interrupted} after Ctrl-C, once the cursor is written
 */
export async function showRecords(io: Io, tables: Tables, options: ShowOptions): Promise<void> {
  try {
    await interruptible(io, (signal) => show(io, tables, options, signal));
  } catch (error) {
    if (error instanceof InvalidCursor)
      throw new UsageError('--cursor is not of this search. Use the cursor that the same search printed.');
    throw withoutIndex(error, options.plan);
  }
}

async function show(io: Io, { audit, place }: Tables, options: ShowOptions, signal: AbortSignal): Promise<void> {
  const { query, plan, clock, limit, cursor, maxReadUnits, form } = options;
  const { stdout, stderr } = io;
  const isWhole = form !== 'table';
  const selection = rowsOf(audit, options, { limit, cursor, isWhole, signal, ...(maxReadUnits && { maxReadUnits }) });
  const beside: Cost = { readUnits: 0, requests: 0 };
  const costNote = () => costOf(selection, plan.wanted, beside);
  if (plan.isToday && query.terms.length > 0) writeLine(stderr, todayNote(clock));
  const progress = progressLine(io, costNote);
  let shown = 0;
  try {
    const rows = withCleanUps(audit, isComplete(plan), listed(selection), beside);
    const pages = isWhole ? linesOf(form, selection) : tableOf(rows, columnsIn(stdout), options);
    for await (const { lines, count } of pages) {
      progress.clear();
      await writeAndWait(stdout, lines);
      shown += count;
    }
  } finally {
    progress.end();
  }
  if (shown === 0 && selection.end === 'all' && !isWhole) writeLine(stdout, nothingNote(query, plan, clock, place));
  writeLine(stderr, [costNote(), endOf(selection)].filter(Boolean).join('\n'));
  if (selection.end === 'interrupted') throw new Interrupted();
}

/** A list by other keys, or one that drops rows, may lack the full dismissal before a clean-up. */
function isComplete({ wanted: { index }, residual }: Plan): boolean {
  return residual.length === 0 && (index === 'byGroup' || index === 'byDay');
}

async function* listed(selection: Selection): AsyncGenerator<Listed> {
  for await (const { row } of selection) yield row;
}

function tableOf(rows: Parameters<typeof asTable>[0], width: number | undefined, { plan, clock, ids }: ShowOptions) {
  return asTable(rows, width, { ids, roles: plan.wanted.index === 'byUser', zone: clock.zone });
}

async function* linesOf(form: ProgramForm, selection: AsyncIterable<Selected>) {
  const head = headOf(form);
  if (head !== undefined) yield { lines: head, count: 0 };
  for await (const selected of selection) {
    const lines = lineOf(form, selected);
    if (lines !== undefined) yield { lines, count: 1 };
  }
}
