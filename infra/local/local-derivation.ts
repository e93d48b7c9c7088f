import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Head } from '../../functions/audit/parts.ts';
import { deriveItem } from '../../functions/derivation/derivation.ts';
import { deriveSince } from '../../functions/derivation/derive-since.ts';
import { limitDrift } from '../../functions/derivation/drift-limiter.ts';
import { createPacer } from '../../functions/derivation/pacer.ts';
import type { RecordDrift } from '../../functions/derivation/record-drift.ts';
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

/** Attempts to resume, because the client of callbacks gives up after a second. All pauses together take four minutes. */
const RESUME_ATTEMPTS = 12;
const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 30_000;

export interface LocalDerivation {
  /**
   * Derives what an earlier run has left. Tries again while the database does not answer.
   *
   * @throws the last failure. The rest is left to the next start.
   */
  resume(): Promise<void>;
  /** Keeps the marker. What is not derived by then is derived at the next start. */
  close(): Promise<void>;
}

export interface LocalDerivationOptions {
  readonly onFailure: (error: Error) => void;
  /** Called with each record that this process puts into the table. */
  readonly onRecord?: (item: AuditRecord | Head) => void;
  /** Called for each drift of these records, once an hour. */
  readonly onDrift?: (drift: RecordDrift) => void;
  /** Waits before another attempt to resume. */
  readonly pause?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Derives in this process what the function `derive` derives on AWS: first what an earlier run has left, then from each record
 * that this process puts into the table.
 */
export function startLocalDerivation(
  table: Table,
  directory: string,
  { onFailure, onRecord = () => {}, onDrift = () => {}, pause = wait }: LocalDerivationOptions,
): LocalDerivation {
  const pacer = createPacer(ENTRIES_PER_SECOND, () => performance.now());
  const options = { table, pacer, onDrift: limitDrift(onDrift) };
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
  const closing = new AbortController();
  const deriveLeft = async () => {
    const range = { since: await markerIn(directory), until: new Date().toISOString() };
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await deriveSince(table, options.pacer, range);
      } catch (error) {
        if (attempt === RESUME_ATTEMPTS || closing.signal.aborted) throw error;
        await pause(Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), MAX_PAUSE_MS), closing.signal);
      }
    }
  };
  return {
    resume: async () => {
      await deriveLeft();
      isResumed = true;
    },
    close: async () => {
      closing.abort();
      clearInterval(timer);
      await keepMarker();
    },
  };
}

async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal, ref: false }).catch(() => {});
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
