import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { DATABASE, QUEUE } from './directory.ts';

const INTERVAL_MS = 2_000;

/**
 * Detects that the data directory was moved, deleted or replaced, because open files do not report it.
 *
 * @param onGone called each time; watching continues with the new directory when it resolves
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

/** Returns device and inode numbers of the directory and its subdirectories. */
async function identities(directory: string): Promise<string> {
  const paths = [directory, join(directory, DATABASE), join(directory, QUEUE)];
  const found = await Promise.all(paths.map((path) => stat(path, { bigint: true }).catch(() => undefined)));
  return found.map((stats) => `${stats?.dev}:${stats?.ino}`).join(' ');
}
