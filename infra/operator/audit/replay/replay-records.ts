import { createPacer } from '../../../../functions/derivation/pacer.ts';
import { shortName } from '../../../../functions/openim/catalogue.ts';
import { counted, numeral } from '../../../cli/counted.ts';
import { type Io, interruptible, writeLine } from '../../../cli/io.ts';
import { quoted, sentence } from '../../../cli/printable.ts';
import { FailedCheck, Interrupted, UsageError } from '../../../cli/usage-error.ts';
import { withTables } from '../../open-tables.ts';
import { OldestFirst, type Range, rangeOf } from '../oldest-first.ts';
import { plannedSearch } from '../planned-search.ts';
import { progressLine } from '../progress-line.ts';
import { exportedRecords } from './exported-records.ts';
import { replay } from './replay.ts';
import { leftOut, ReplayCounts } from './replay-counts.ts';
import type { ReplaySettings } from './replay-options.ts';
import { ReplaySender } from './replay-sender.ts';
import { replayTarget } from './replay-target.ts';
import { type Replayed, replayable } from './replayable.ts';

interface Source {
  readonly records: AsyncGenerator<Replayed>;
  /** Options that name the same records once more, when time has passed. */
  readonly again: string;
}

/**
 * Sends the records of a file or of a search.
 *
 * @throws {UsageError} for wrong options, or after many failures in a row
 * @throws {FailedCheck} when some failed
 * @throws {Interrupted} after Ctrl-C, once the way to continue is written
 */
export async function replayRecords(io: Io, words: readonly string[], settings: ReplaySettings): Promise<void> {
  const target = replayTarget(settings.to, io.env);
  await withSource(io, words, settings, async (source, signal) => {
    if (settings.dryRun) return count(io, source.records, settings.skip);
    const sender = new ReplaySender(target, settings.connections);
    try {
      await send(io, source, sender, settings, signal);
    } finally {
      sender.close();
    }
  });
}

async function withSource(
  io: Io,
  words: readonly string[],
  settings: ReplaySettings,
  use: (source: Source, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const { from, table, region, utc, group, user, operation, day, since, until } = settings;
  const filters = { group, user, operation, day, since, until };
  if (from !== undefined) {
    if (words.length > 0 || table !== undefined || Object.values(filters).some((value) => value !== undefined))
      throw new UsageError('--from sends all records of its file. Leave out --table, filters and texts.');
    return interruptible(io, (signal) => use({ records: exportedRecords(from), again: '' }, signal));
  }
  const search = plannedSearch(words, { ...filters, utc }, io, new Date());
  const range = fixed(search);
  await withTables(io.env, { auditTable: table, region }, ({ audit }) =>
    interruptible(io, (signal) =>
      use(
        {
          records: new OldestFirst(audit, search, range, signal).records(),
          again: `--since ${range.since} --until ${range.until} and `,
        },
        signal,
      ),
    ),
  );
}

function fixed(search: Parameters<typeof rangeOf>[0]): Range {
  try {
    return rangeOf(search);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(
      'The records to send are missing. Add --since TIME, or --from FILE with a file of npm run audit -- export.',
    );
  }
}

async function send(
  io: Io,
  { records, again }: Source,
  sender: ReplaySender,
  { rate, connections, skip }: ReplaySettings,
  signal: AbortSignal,
): Promise<void> {
  const counts = new ReplayCounts();
  const pace = rate === 0 ? async () => {} : createPacer(rate, () => performance.now());
  const progress = progressLine(io, () => counts.sentence);
  const options = { records, pace, connections, skip, counts, signal };
  const { done, failure, unreadable } = await replay({ ...options, send: (callback) => sender.send(callback) });
  progress.end();
  writeLine(io.stdout, counts.sentence);
  const goOn = `Go on with ${again}--skip ${Math.max(done, skip)}.`;
  if (unreadable !== undefined) {
    writeLine(io.stderr, goOn);
    throw unreadable;
  }
  if (failure !== undefined)
    throw new UsageError(`Too many callbacks failed in a row: ${sentence(failure)}. Correct that. ${goOn}`);
  if (signal.aborted) {
    writeLine(io.stderr, `The replay was interrupted. ${goOn}`);
    throw new Interrupted();
  }
  if (counts.failed > 0) throw new FailedCheck();
}

/** Counts what would be sent, by callback. */
async function count({ stdout }: Io, records: AsyncGenerator<Replayed>, skip: number): Promise<void> {
  const byName = new Map<string, number>();
  let [index, missing] = [0, 0];
  for await (const record of records) {
    if (index++ < skip) continue;
    const callback = replayable(record);
    if (callback) byName.set(callback.wireName, (byName.get(callback.wireName) ?? 0) + 1);
    else missing += 1;
  }
  const all = [...byName.values()].reduce((sum, one) => sum + one, 0);
  writeLine(stdout, `${counted(all, 'callback')} would be sent. ${missing === 0 ? '' : leftOut(missing)}`.trimEnd());
  for (const [name, some] of [...byName].sort()) writeLine(stdout, `  ${quoted(shortName(name))}  ${numeral(some)}`);
}
