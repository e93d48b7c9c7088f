import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Head } from '../../functions/audit/parts.ts';
import { type DerivationOptions, deriveItem } from '../../functions/derivation/derivation.ts';
import type { AuditRecord } from '../../functions/record/record.ts';

/** Records that are derived at the same time. One of 100,000 people takes 100 s, and must not hold up the others. */
const MAX_JOBS = 8;

/** Time of the newest record of which everything is derived, in the data directory. */
const MARKER = 'derived-until';

/** Clocks and answers that were late leave records a little behind the marker. */
const MARGIN_MS = 60_000;

/** Interval at which the marker is kept, for a process that is killed. */
const MARKER_INTERVAL_MS = 60_000;

export interface LocalDerivation {
  /** Derives from a record, after those that wait. */
  add(item: AuditRecord | Head): void;
  /** Resolves when nothing waits. */
  settled(): Promise<void>;
  /** Keeps the marker. What is not derived by then is derived at the next start. */
  close(): Promise<void>;
}

/** Derives in this process what `derive` derives on AWS. */
export function startLocalDerivation(
  options: DerivationOptions,
  directory: string,
  onFailure: (error: Error) => void,
): LocalDerivation {
  const waiting: (AuditRecord | Head)[] = [];
  const running = new Map<Promise<void>, AuditRecord | Head>();
  let oldestFailed: string | undefined;
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
    const open = [...running.values(), ...waiting].map(({ receivedAt }) => receivedAt);
    const oldest = [...open, ...(oldestFailed ? [oldestFailed] : [])].reduce(earlier, new Date().toISOString());
    await writeFile(join(directory, MARKER), oldest);
  };
  const timer = setInterval(() => keepMarker().catch(onFailure), MARKER_INTERVAL_MS).unref();
  return {
    add: (item) => {
      waiting.push(item);
      start();
    },
    settled: async () => {
      while (running.size > 0) await Promise.all(running.keys());
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

/** Returns the time from which the last run may have left something to derive. */
export async function derivedUntil(directory: string): Promise<string> {
  const text = await readFile(join(directory, MARKER), 'utf8').catch(() => '');
  const time = Date.parse(text);
  return new Date(Number.isNaN(time) ? 0 : time - MARGIN_MS).toISOString();
}
