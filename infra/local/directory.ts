import { access, chmod, constants, lstat, mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UsageError } from '../cli/usage-error.ts';
import { UNFINISHED } from './replace-file.ts';

/** Permissions for the owner alone. */
const PRIVATE = 0o700;
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
    await makeDirectory(directory);
    await access(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    const hasOnlyOurNames = (await readdir(directory)).every((name) => NAMES.includes(name.replace(UNFINISHED, '')));
    if (hasOnlyOurNames) await makePrivate(directory).catch(() => {});
    for (const path of [join(directory, DATABASE), join(directory, QUEUE)]) {
      await makeDirectory(path);
      await refuseForeignLink(path);
      await makePrivate(path);
    }
    if (!(await isReplaceable(directory))) return undefined;
    return `Other users of this machine can replace the records in ${directory}. Make yourself its owner, and run: chmod 700 ${directory}`;
  } catch (error) {
    throw error instanceof UsageError ? error : unusable(directory, error);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EEXIST: 'it is not a directory',
  ENOTDIR: 'a part of its path is not a directory',
};

/** Explains why a data directory cannot be used. */
export function unusable(directory: string, error: unknown): UsageError {
  const { code = 'unknown error' } = error as NodeJS.ErrnoException;
  return new UsageError(
    `DATA_DIR ${directory} can't be used: ${REASONS[code] ?? code}. Set it to a directory that you can write to.`,
  );
}

/**
 * Creates a directory and its parents. Node's recursive `mkdir` never returns for directories such as Linux's `/proc`,
 * which exist but report ENOENT for new entries.
 */
export async function makeDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, PRIVATE);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await isDirectory(directory))) return;
    if (code !== 'ENOENT' || (await isDirectory(dirname(directory)))) throw error;
    await makeDirectory(dirname(directory));
    await mkdir(directory, PRIVATE);
  }
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
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
