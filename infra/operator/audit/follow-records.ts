import { follow } from '../../../functions/audit/follow/follow.ts';
import type { Following } from '../../../functions/audit/follow/follow-options.ts';
import type { Selected } from '../../../functions/audit/selection-progress.ts';
import type { Table } from '../../../functions/dynamodb/table.ts';
import { explained } from '../../cli/database-failure.ts';
import { columnsIn, type Io, interruptible, writeAndWait, writeLine } from '../../cli/io.ts';
import { TextTable } from '../../cli/text-table.ts';
import { Interrupted } from '../../cli/usage-error.ts';
import { matcherOf } from '../../query/match.ts';
import { valuesOf } from '../../query/query.ts';
import type { RunningTables } from '../running-tables.ts';
import { cellsOf, headIn, ID_HEAD, idOf } from './audit-cells.ts';
import { type Cost, type Row, withCleanUp } from './clean-ups.ts';
import { withoutIndex } from './missing-index.ts';
import { headOf, lineOf } from './record-lines.ts';
import { spentIn } from './search-notes.ts';
import type { ShowOptions } from './show-records.ts';
import { tableClock } from './table-clock.ts';

export type FollowOptions = Omit<ShowOptions, 'limit' | 'cursor'>;

/**
 * Writes records as they are recorded, until Ctrl-C. Notes go to `stderr`.
 *
 * @throws {UsageError} when the table can't be read in the beginning
 * @throws {Interrupted} after Ctrl-C, once the `--since` to continue with is written
 */
export async function followRecords(io: Io, tables: RunningTables, options: FollowOptions): Promise<void> {
  try {
    await interruptible(io, (signal) => write(io, tables, options, signal));
  } catch (error) {
    throw withoutIndex(error, options.plan);
  }
}

async function write(io: Io, tables: RunningTables, options: FollowOptions, signal: AbortSignal): Promise<void> {
  const { audit, place } = tables;
  const now = await tableClock(audit, () => new Date());
  const beside: Cost = { readUnits: 0, requests: 0 };
  const following = followingOf(io, tables, options, { now, signal });
  writeLine(io.stderr, `Waiting for new records in ${place}. Ctrl-C ends this.`);
  const linesOf = options.form === 'table' ? tableLines(audit, options, io, beside) : programLines(options.form);
  for await (const batch of following) {
    const lines = await linesOf(batch);
    if (lines.length > 0) await writeAndWait(io.stdout, lines.join('\n'));
  }
  const spent = spentIn({
    readUnits: following.readUnits + beside.readUnits,
    requests: following.requests + beside.requests,
  });
  const reason = signal.aborted ? '' : ' It ended at its maximum, which --max-read-units sets.';
  writeLine(io.stderr, `Following took ${spent}.${reason} Continue with this; the last 10 s may come again:`);
  writeLine(io.stderr, `  --follow --since ${following.resumeAt}`);
  if (signal.aborted) throw new Interrupted();
}

function followingOf(
  { stderr }: Io,
  { audit, policy, place, refresh }: RunningTables,
  { query, plan, clock, form, maxReadUnits }: FollowOptions,
  { now, signal }: { readonly now: () => Date; readonly signal: AbortSignal },
): Following {
  const filter = matcherOf(query, clock, plan.residual);
  const followed = { wanted: plan.wanted, filter, isWhole: form !== 'table' };
  const since = valuesOf(query, 'since').length > 0 ? plan.wanted.since : undefined;
  return follow(audit, followed, {
    ...{ since, now, signal, maxReadUnits },
    onFailure: (error, failures) => {
      refresh?.();
      if (failures > 1) return;
      const { message } = explained(error, { audit: audit.name, policy: policy.name }, place) as Error;
      writeLine(stderr, `${message} The table is tried again until it answers.`);
    },
    onRecovery: () => writeLine(stderr, 'The table can be read again. Nothing was left out.'),
  });
}

type LinesOf = (batch: readonly Selected[]) => Promise<readonly string[]>;

function programLines(form: Parameters<typeof lineOf>[0]): LinesOf {
  let head = headOf(form);
  return async (batch) => {
    const lines = batch.map((selected) => lineOf(form, selected)).filter((line) => line !== undefined);
    const all = head === undefined ? lines : [head, ...lines];
    head = undefined;
    return all;
  };
}

function tableLines(audit: Table, { plan, clock, ids }: FollowOptions, { stdout }: Io, cost: Cost): LinesOf {
  const head = headIn(clock.zone);
  const table = new TextTable(ids ? [...head, ID_HEAD] : head, columnsIn(stdout));
  const roles = plan.wanted.index === 'byUser';
  return async (batch) => {
    const rows: Row[] = [];
    for (const { row } of batch) rows.push(await withCleanUp(audit, row, cost));
    return table.page(rows.map((row) => [...cellsOf(row, roles, clock.zone), ...(ids ? [idOf(row)] : [])]));
  };
}
