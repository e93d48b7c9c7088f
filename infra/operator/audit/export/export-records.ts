import { counted } from '../../../cli/counted.ts';
import { type Io, interruptible, writeLine } from '../../../cli/io.ts';
import { Interrupted, UsageError } from '../../../cli/usage-error.ts';
import { format } from '../../../query/format.ts';
import type { Tables } from '../../open-tables.ts';
import { shownTime } from '../../shown-time.ts';
import { OldestFirst, type Range, rangeOf } from '../oldest-first.ts';
import { type PlannedSearch, planned } from '../planned-search.ts';
import { progressLine } from '../progress-line.ts';
import { spentIn } from '../search-notes.ts';
import { ExportFile } from './export-file.ts';

/**
 * Writes the records of a search into a file, or continues it. The state of the file has its range, so that `2h` keeps its meaning.
 *
 * @throws {UsageError} for a file that can't be written
 * @throws {Interrupted} after Ctrl-C, once the export can be continued
 */
export async function exportRecords(io: Io, tables: Tables, search: PlannedSearch, file: string): Promise<void> {
  const { query, clock } = search;
  rangeOf(search);
  const identity = { query: format(query), table: tables.audit.name, place: tables.place, zone: clock.zone.name };
  const target = await ExportFile.open(file, identity, clock.now);
  const { startedAt, records } = target.state;
  const begun = planned(query, { ...clock, now: new Date(startedAt) });
  const range = rangeOf(begun);
  if (records > 0) writeLine(io.stderr, `Going on after ${counted(records, 'record')}.`);
  try {
    await interruptible(io, (signal) => fill(io, tables, target, begun, range, signal));
  } catch (error) {
    await target.close();
    throw error;
  }
  await target.finish();
  const { readUnits, requests } = target.state;
  const found = `${counted(target.records, 'record')} from ${range.since} until ${range.until} in ${file}`;
  writeLine(io.stdout, `${found}, read with ${spentIn({ readUnits, requests })}.`);
  writeLine(io.stderr, `The next export goes on with --since ${range.until}.`);
}

async function fill(
  io: Io,
  { audit }: Tables,
  target: ExportFile,
  search: PlannedSearch,
  range: Range,
  signal: AbortSignal,
): Promise<void> {
  const since = target.state.since ?? range.since;
  const reading = new OldestFirst(audit, search, { ...range, since }, signal);
  let last = since;
  const progress = progressLine(io, () => `${counted(target.records, 'record')}, up to ${shownTime(last)}`);
  try {
    for await (const record of reading.records()) {
      await target.add(record, reading);
      last = record.receivedAt;
    }
  } catch (error) {
    if (!(error instanceof UsageError)) await target.flush(reading);
    progress.clear();
    writeLine(io.stderr, GO_ON);
    throw error;
  } finally {
    progress.end();
  }
  await target.flush(reading);
  if (!reading.isInterrupted) return;
  writeLine(io.stderr, `The export was interrupted. ${GO_ON}`);
  throw new Interrupted();
}

const GO_ON = 'Run the same command again to go on.';
