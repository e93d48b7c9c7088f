import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Creates a directory and its parents. Node's recursive `mkdir` never returns for directories such as Linux's `/proc`,
 * which exist but report ENOENT for new entries.
 *
 * @param mode permissions of the new directories
 */
export async function makeDirectory(directory: string, mode?: number): Promise<void> {
  try {
    await mkdir(directory, mode);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await isDirectory(directory))) return;
    if (code !== 'ENOENT' || (await isDirectory(dirname(directory)))) throw error;
    await makeDirectory(dirname(directory), mode);
    await mkdir(directory, mode);
  }
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
