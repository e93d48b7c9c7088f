/** SQLite's result codes; the lowest byte of one is its primary code. Source: sqlite.org/rescode.html. */
const PRIMARY_MASK = 0xff;
const SQLITE_BUSY = 5;
const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
/** The file of shared memory beside the database could not grow to 32 kB. */
const SQLITE_IOERR_SHMSIZE = 4874;

/** Tells whether another process has locked the database. */
export function isBusy(error: unknown): boolean {
  return (codeOf(error) & PRIMARY_MASK) === SQLITE_BUSY;
}

/** Tells whether pages of the file are damaged. */
export function isDamaged(error: unknown): boolean {
  return (codeOf(error) & PRIMARY_MASK) === SQLITE_CORRUPT;
}

/** Tells whether the disk has no room for what was tried. */
export function isDiskFull(error: unknown): boolean {
  const code = codeOf(error);
  const isFull = (code & PRIMARY_MASK) === SQLITE_FULL || code === SQLITE_IOERR_SHMSIZE;
  return isFull || ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');
}

/** Explains why a spool can't be read or written, in words that follow a colon. */
export function reasonOfFailure(error: unknown): string {
  if (isBusy(error)) return 'another process has locked it';
  return isDiskFull(error) ? DISK_FULL : (error as Error).message;
}

export const DISK_FULL = 'its disk is full';

function codeOf(error: unknown): number {
  return (error as { errcode?: number }).errcode ?? 0;
}
