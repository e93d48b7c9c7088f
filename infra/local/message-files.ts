import { randomUUID } from 'node:crypto';
import { open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDirectory } from '../cli/make-directory.ts';
import { PRIVATE } from './directory.ts';

/** File names of messages. They sort by time of arrival. */
const MESSAGE = /^\d+-[\w-]+\.message$/;

/** Suffix of a message that is being written, or whose writer was killed. */
const UNFINISHED = '.message.new';

/** Creates the directory of messages, or deletes incomplete messages in it. */
export async function prepareMessages(directory: string): Promise<void> {
  await makeDirectory(directory, PRIVATE);
  const unfinished = (await readdir(directory)).filter((name) => name.endsWith(UNFINISHED));
  await Promise.all(unfinished.map((name) => rm(join(directory, name))));
}

/** Returns the names of all messages, oldest first, or none while the directory is unreadable. */
export async function messagesIn(directory: string): Promise<string[]> {
  return (await readdir(directory).catch(() => [])).filter((name) => MESSAGE.test(name)).sort();
}

/**
 * Writes a message. It is on disk when this resolves.
 *
 * @returns message ID
 */
export async function addMessage(directory: string, message: string): Promise<string> {
  const id = randomUUID();
  await writeDurably(directory, `${Date.now()}-${id}.message`, message);
  return id;
}

/** Writes a file atomically, and flushes it and its directory entry to disk. */
async function writeDurably(directory: string, name: string, text: string): Promise<void> {
  const file = join(directory, name);
  const unfinished = `${file}.new`;
  try {
    await withFlush(unfinished, 'w', (handle) => handle.writeFile(text));
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  await withFlush(directory, 'r', async () => {});
}

async function withFlush(
  path: string,
  flags: string,
  use: (handle: Awaited<ReturnType<typeof open>>) => Promise<unknown>,
) {
  const handle = await open(path, flags);
  try {
    await use(handle);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
