import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { DATABASE, QUEUE } from './directory.ts';

const INTERVAL_MS = 2_000;

/**
 * Watches for a data directory that is moved, deleted or replaced. Open files go on as if nothing had happened, but nobody finds again
 * what is written to them.
 *
 * @param onGone called each time; watching goes on once it resolves, with what is there by then
 */
export async function watchDirectory(
  directory: string,
  onGone: () => Promise<void>,
  signal: AbortSignal,
  intervalMs = INTERVAL_MS,
): Promise<void> {
  let known = await identities(directory);
  while (!signal.aborted) {
    await setTimeout(intervalMs, undefined, { signal, ref: false }).catch(() => {});
    if (signal.aborted || (await identities(directory)) === known) continue;
    await onGone();
    known = await identities(directory);
  }
}

/** The directory and those in it, as the file system tells them from others. */
async function identities(directory: string): Promise<string> {
  const paths = [directory, join(directory, DATABASE), join(directory, QUEUE)];
  const found = await Promise.all(paths.map((path) => stat(path, { bigint: true }).catch(() => undefined)));
  return found.map((stats) => `${stats?.dev}:${stats?.ino}`).join(' ');
}
