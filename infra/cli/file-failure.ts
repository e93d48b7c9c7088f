const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EEXIST: 'it already exists',
  EISDIR: 'it is a directory',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'the file does not exist',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of its path is not a directory',
  EPERM: 'the operation is not permitted',
  EROFS: 'the file system is read-only',
};

const DIRECTORY_REASONS: Readonly<Record<string, string>> = {
  EEXIST: 'it is not a directory',
  ENOENT: 'no directory can be made there',
};

/** Explains why a file can't be written, in words that follow a colon. The file is made if its directory exists. */
export function reasonOfWrite(error: unknown): string {
  return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'its directory does not exist' : reasonOf(error);
}

/** Explains why a file can't be read, in words that follow a colon. */
export function reasonOf(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? message;
}

/** Explains why a directory can't be made or used, in words that follow a colon. */
export function reasonOfDirectory(error: unknown): string {
  const { code = '' } = error as NodeJS.ErrnoException;
  return DIRECTORY_REASONS[code] ?? reasonOf(error);
}
