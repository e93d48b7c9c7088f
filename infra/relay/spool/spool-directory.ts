import { access, chmod, constants, readdir, stat } from 'node:fs/promises';
import { reasonOfDirectory } from '../../cli/file-failure.ts';
import { makeDirectory } from '../../cli/make-directory.ts';
import { UsageError } from '../../cli/usage-error.ts';

const PRIVATE = 0o700;

const OWN_FILE = /^(spool\.db|lock)(-\w+)?$/;

/**
 * Creates the directory of a spool, and makes it private. One that others use, too, such as `/tmp`, stays as it is: the files of the spool
 * are private in any case.
 *
 * @throws {UsageError} when it can't be used
 */
export async function prepareSpoolDirectory(directory: string): Promise<void> {
  try {
    await makeDirectory(directory, PRIVATE);
    await access(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    const isOwn = (await readdir(directory)).every((name) => OWN_FILE.test(name));
    if (isOwn && ((await stat(directory)).mode & 0o777) !== PRIVATE) await chmod(directory, PRIVATE);
  } catch (error) {
    throw new UsageError(
      `The spool ${directory} can't be used: ${reasonOfDirectory(error)}. Set --spool to a directory that you can write to.`,
    );
  }
}
