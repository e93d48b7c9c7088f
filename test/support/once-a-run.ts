import { existsSync } from 'node:fs';
import { mkdir, rename, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const POLL_INTERVAL_MS = 20;

/**
 * Makes a directory once a test run. The first worker makes it while the others wait. It ends with the run.
 *
 * @param fill fills the empty directory
 * @returns the directory
 */
export async function onceARun(key: string, fill: (directory: string) => unknown): Promise<string> {
  const directory = join(tmpdir(), 'once-a-run', key);
  const [lock, unfinished] = [`${directory}.lock`, `${directory}.unfinished`];
  await mkdir(join(tmpdir(), 'once-a-run'), { recursive: true });
  while (!existsSync(directory)) {
    if (!(await locked(lock))) {
      await setTimeout(POLL_INTERVAL_MS);
      continue;
    }
    try {
      if (existsSync(directory)) break;
      await mkdir(unfinished, { recursive: true });
      await fill(unfinished);
      await rename(unfinished, directory);
    } finally {
      await rmdir(lock);
    }
  }
  return directory;
}

/** Takes the lock. Returns false when another worker has it. */
async function locked(lock: string): Promise<boolean> {
  try {
    await mkdir(lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
