import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Head } from '../../functions/audit/parts.ts';
import { deriveItem } from '../../functions/derivation/derivation.ts';
import { deriveSince } from '../../functions/derivation/derive-since.ts';
import { createPacer } from '../../functions/derivation/pacer.ts';
import type { Table } from '../../functions/dynamodb/table.ts';
import type { AuditRecord } from '../../functions/record/record.ts';
import { streamOf } from './local-stream.ts';

/** Records that are derived at the same time. One of 100,000 people takes 100 s, and must not hold up the others. */
const MAX_JOBS = 8;

/** Rate at which entries leave the database time for callbacks. */
const ENTRIES_PER_SECOND = 1_000;

/** Time up to which everything is derived, in the data directory. */
const MARKER = 'derived-until';

/** Clocks and answers that were late leave records a little behind the marker. */
const MARGIN_MS = 60_000;

/** Interval at which the marker is kept, for a process that is killed. */
const MARKER_INTERVAL_MS = 60_000;

export interface LocalDerivation {
  /** Derives what an earlier run has left. */
  resume(): Promise<void>;
  /** Keeps the marker. What is not derived by then is derived at the next start. */
  close(): Promise<void>;
}

/**
 * Derives in this process what the function `derive` derives on AWS: first what an earlier run has left, then from each record
 * that this process puts into the table.
 *
 * @param onRecord called with each of these records
 */
export function startLocalDerivation(
  table: Table,
  directory: string,
  onFailure: (error: Error) => void,
  onRecord: (item: AuditRecord | Head) => void = () => {},
): LocalDerivation {
  const options = { table, pacer: createPacer(ENTRIES_PER_SECOND, () => performance.now()) };
  const waiting: (AuditRecord | Head)[] = [];
  const running = new Map<Promise<void>, AuditRecord | Head>();
  let oldestFailed: string | undefined;
  let isResumed = false;
  const start = () => {
    while (running.size < MAX_JOBS) {
      const item = waiting.shift();
      if (!item) return;
      const job = deriveItem(options, item)
        .catch((error) => {
          oldestFailed = earlier(oldestFailed, item.receivedAt);
          onFailure(error);
        })
        .finally(() => {
          running.delete(job);
          start();
        });
      running.set(job, item);
    }
  };
  const keepMarker = async () => {
    if (!isResumed) return;
    const open = [...running.values(), ...waiting].map(({ receivedAt }) => receivedAt);
    const left = [...open, oldestFailed].filter((time) => time !== undefined);
    const oldest = left.reduce(earlier, new Date().toISOString());
    await writeFile(join(directory, MARKER), oldest);
  };
  const timer = setInterval(() => keepMarker().catch(onFailure), MARKER_INTERVAL_MS).unref();
  streamOf(table, (item) => {
    waiting.push(item);
    start();
    onRecord(item);
  });
  return {
    resume: async () => {
      const since = await markerIn(directory);
      await deriveSince(table, options.pacer, { since, until: new Date().toISOString() });
      isResumed = true;
    },
    close: async () => {
      clearInterval(timer);
      await keepMarker();
    },
  };
}

function earlier(a: string | undefined, b: string): string {
  return a !== undefined && a < b ? a : b;
}

/**
 * Returns the time from which an earlier run may have left something to derive. A new directory starts now.
 *
 * @throws errors of the file system
 */
async function markerIn(directory: string): Promise<string> {
  const file = join(directory, MARKER);
  const time = Date.parse(await readFile(file, 'utf8').catch(() => ''));
  if (!Number.isNaN(time)) return new Date(time - MARGIN_MS).toISOString();
  const now = new Date().toISOString();
  await writeFile(file, now);
  return now;
}
