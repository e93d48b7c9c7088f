import { randomBytes } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';

/** Ending of a file that is being written, or whose writer was killed. */
export const UNFINISHED = /-[0-9a-f]{8}\.new$/;

/**
 * Replaces a file of the data directory with one that only this user can read. The file is the old one or the new one at any time. A
 * link is replaced as well, because another user could have placed it here to have a file elsewhere overwritten.
 */
export async function replaceFile(file: string, text: string): Promise<void> {
  const unfinished = `${file}-${randomBytes(4).toString('hex')}.new`;
  await writeFile(unfinished, text, { flag: 'wx', mode: 0o600 });
  await rename(unfinished, file);
}
