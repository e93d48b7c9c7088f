import { access, constants, mkdir } from 'node:fs/promises';
import { UsageError } from '../operator/command.ts';

/**
 * Makes sure that data can be kept in a directory.
 *
 * @throws {UsageError}
 */
export async function prepareDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
    await access(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`DATA_DIR ${directory} can't be used (${code}): set it to a directory that you may write to.`);
  }
}
