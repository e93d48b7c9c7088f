import { randomUUID } from 'node:crypto';
import { open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDirectory } from './directory.ts';

/** Names of messages in the order in which they came. */
const MESSAGE = /^\d+-[\w-]+\.message$/;

/** How the name of a message ends that is still being written, or that was when its writer was killed. */
const UNFINISHED = '.message.new';

/** Makes a directory for messages, or clears one of what was never whole. */
export async function prepareMessages(directory: string): Promise<void> {
  await makeDirectory(directory);
  const unfinished = (await readdir(directory)).filter((name) => name.endsWith(UNFINISHED));
  await Promise.all(unfinished.map((name) => rm(join(directory, name))));
}

/** The names of all messages, oldest first; none, while the directory can't be read. */
export async function messagesIn(directory: string): Promise<string[]> {
  return (await readdir(directory).catch(() => [])).filter((name) => MESSAGE.test(name)).sort();
}

/**
 * Writes a message, which is on the disk when this resolves.
 *
 * @returns its identity
 */
export async function addMessage(directory: string, message: string): Promise<string> {
  const id = randomUUID();
  await writeDurably(directory, `${Date.now()}-${id}.message`, message);
  return id;
}

/** Whole or not at all, and still there when the power fails. */
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
