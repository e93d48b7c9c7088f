import { readFile } from 'node:fs/promises';
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
import { Backlog, itemOf, type Waiting } from './backlog.ts';
import { DERIVED_UNTIL } from './directory.ts';
import { streamOf } from './local-stream.ts';
import { replaceFile } from './replace-file.ts';

/** Records that are derived at the same time. One of 100,000 people takes 100 s, and must not hold up the others. */
const MAX_JOBS = 8;

/** Rate at which entries leave the database time for callbacks. */
const ENTRIES_PER_SECOND = 1_000;

/** Clocks and answers that were late leave records a little behind the marker, the time up to which everything is derived. */
const MARGIN_MS = 60_000;

/** Interval at which the marker is kept, for a process that is killed, and at which failures are tried again. */
const INTERVAL_MS = 60_000;

/** Attempts to resume, because the client of callbacks gives up after a second. All pauses together take four minutes. */
const RESUME_ATTEMPTS = 12;
const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 30_000;

export interface LocalDerivation {
  /**
   * Derives the records that an earlier run has left. Retries while the database does not answer.
   *
   * @throws the last failure. The rest is left to the next start.
   */
  resume(): Promise<void>;
  /** Stores the marker. The rest is derived at the next start. */
  close(): Promise<void>;
}

export interface LocalDerivationOptions {
  /** Called once in each interval, however many records fail. */
  readonly onFailure: (error: Error) => void;
  /** Called with each record that this process puts into the table. */
  readonly onRecord?: (item: AuditRecord | Head) => void;
  /** Called for each drift of these records, once an hour. */
  readonly onDrift?: (drift: RecordDrift) => void;
  readonly intervalMs?: number;
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
  {
    onFailure,
    onRecord = () => {},
    onDrift = () => {},
    intervalMs = INTERVAL_MS,
    pause = wait,
  }: LocalDerivationOptions,
): LocalDerivation {
  const pacer = createPacer(ENTRIES_PER_SECOND, () => performance.now());
  const options = { table, pacer, onDrift: limitDrift(onDrift) };
  const backlog = new Backlog();
  const running = new Map<Promise<void>, Waiting>();
  let isResumed = false;
  const start = () => {
    while (running.size < MAX_JOBS) {
      const next = backlog.take();
      if (!next) return;
      const job = itemOf(table, next)
        .then((item) => item && deriveItem(options, item))
        .catch((error) => {
          if (backlog.postpone(next)) onFailure(error);
        })
        .finally(() => {
          running.delete(job);
          start();
        });
      running.set(job, next);
    }
  };
  const keepMarker = async () => {
    if (!isResumed) return;
    const open = Array.from(running.values(), ({ receivedAt }) => receivedAt);
    const oldest = [...open, ...backlog.times()].reduce(earlier, new Date().toISOString());
    await replaceFile(join(directory, DERIVED_UNTIL), oldest);
  };
  const timer = setInterval(() => {
    backlog.retry();
    start();
    keepMarker().catch(onFailure);
  }, intervalMs).unref();
  streamOf(table, (item) => {
    backlog.add(item);
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

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}

/**
 * Returns the time from which an earlier run may have left something to derive. A new directory starts now.
 *
 * @throws errors of the file system
 */
async function markerIn(directory: string): Promise<string> {
  const file = join(directory, DERIVED_UNTIL);
  const time = Date.parse(await readFile(file, 'utf8').catch(() => ''));
  if (!Number.isNaN(time)) return new Date(time - MARGIN_MS).toISOString();
  const now = new Date().toISOString();
  await replaceFile(file, now);
  return now;
}
