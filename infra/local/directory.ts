import { access, chmod, constants, lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { reasonOfDirectory } from '../cli/file-failure.ts';
import { makeDirectory } from '../cli/make-directory.ts';
import { UsageError } from '../cli/usage-error.ts';
import { UNFINISHED } from './replace-file.ts';

/** Permissions for the owner alone. */
export const PRIVATE = 0o700;
const OTHERS_MASK = 0o077;
const OTHERS_WRITE_MASK = 0o022;

/** Prevents users from replacing files of others, such as in `/tmp`. */
const STICKY = 0o1000;

/** Names in a data directory. */
export const DATABASE = 'dynamodb';
export const QUEUE = 'queue';
export const ENDPOINT = 'endpoint';
export const ACCESS_KEY = 'access-key';
export const DERIVED_UNTIL = 'derived-until';
const NAMES = [DATABASE, QUEUE, ENDPOINT, ACCESS_KEY, DERIVED_UNTIL];

/** Makes all new files of this process private. */
export function keepFilesPrivate(): void {
  process.umask(OTHERS_MASK);
}

/**
 * Creates a data directory and its subdirectories, and makes them private. A directory with other files keeps its
 * permissions, because other users may need them.
 *
 * @returns a warning, if any
 * @throws {UsageError} when the directory cannot be used
 */
export async function prepareDirectory(directory: string): Promise<string | undefined> {
  try {
    await makeDirectory(directory, PRIVATE);
    await access(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    const hasOnlyOurNames = (await readdir(directory)).every((name) => NAMES.includes(name.replace(UNFINISHED, '')));
    if (hasOnlyOurNames) await makePrivate(directory).catch(() => {});
    for (const path of [join(directory, DATABASE), join(directory, QUEUE)]) {
      await makeDirectory(path, PRIVATE);
      await refuseForeignLink(path);
      await makePrivate(path);
    }
    if (!(await isReplaceable(directory))) return undefined;
    return `Other users of this machine can replace the records in ${directory}. Make yourself its owner, and run: chmod 700 ${directory}`;
  } catch (error) {
    throw error instanceof UsageError ? error : unusable(directory, error);
  }
}

/** Explains why a data directory cannot be used. */
function unusable(directory: string, error: unknown): UsageError {
  return new UsageError(
    `DATA_DIR ${directory} can't be used: ${reasonOfDirectory(error)}. Set it to a directory that you can write to.`,
  );
}

async function makePrivate(directory: string): Promise<void> {
  const { mode } = await stat(directory);
  if ((mode & OTHERS_MASK) !== 0) await chmod(directory, PRIVATE);
}

/** A link leads to any directory that its owner chooses, which would be made private and filled. */
async function refuseForeignLink(path: string): Promise<void> {
  const found = await lstat(path);
  if (found.isSymbolicLink() && process.getuid !== undefined && found.uid !== process.getuid())
    throw new UsageError(`${path} is a link of another user. Remove it, or set DATA_DIR to a directory of your own.`);
}

async function isReplaceable(directory: string): Promise<boolean> {
  const { mode, uid } = await stat(directory);
  // Node does not report Windows permissions.
  if (process.getuid === undefined) return false;
  // The sticky bit does not bind the owner.
  return uid !== process.getuid() || ((mode & OTHERS_WRITE_MASK) !== 0 && (mode & STICKY) === 0);
}
