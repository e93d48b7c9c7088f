import { lockSpool, SpoolInUse } from './lock.ts';
import { UnknownSchema } from './schema.ts';
import type { OpenFailure, SpoolOpened, ThreadOptions } from './spool-calls.ts';
import { isBusy, isDiskFull, reasonOfFailure } from './sqlite-failure.ts';
import { SpoolStore } from './store.ts';

/** Time that a command waits for a relay, which writes for milliseconds. */
const COMMAND_WAIT_MS = 5_000;

/** Time that a relay waits for another process. New requests wait longer. */
const RELAY_WAIT_MS = 100;

/** An open spool. The store is undefined while its disk is too full to open it. */
export interface OpenSpool {
  readonly opened: true;
  readonly store: SpoolStore | undefined;
  readonly release: () => void;
}

/** Locks the spool for a relay, and opens it. Commands neither lock it nor open one on a full disk. */
export function openSpool(options: ThreadOptions): OpenSpool | Extract<SpoolOpened, { opened: false }> {
  const { directory, targets, isExclusive } = options;
  try {
    if (!isExclusive)
      return { opened: true, store: new SpoolStore(directory, targets, COMMAND_WAIT_MS), release: () => {} };
    const lock = lockSpool(directory);
    return { opened: true, store: openUnlessFull(options), release: () => lock.close() };
  } catch (error) {
    return { opened: false, cause: causeOf(error), message: reasonOfFailure(error) };
  }
}

/** Opens the spool of a relay, or returns undefined if its disk has no room for SQLite's files. */
export function openUnlessFull({ directory, targets }: ThreadOptions): SpoolStore | undefined {
  try {
    return new SpoolStore(directory, targets, RELAY_WAIT_MS);
  } catch (error) {
    if (isDiskFull(error)) return undefined;
    throw error;
  }
}

function causeOf(error: unknown): OpenFailure {
  if (error instanceof SpoolInUse) return 'inUse';
  if (error instanceof UnknownSchema) return 'newer';
  if (isBusy(error)) return 'locked';
  return isDiskFull(error) ? 'full' : 'unusable';
}
