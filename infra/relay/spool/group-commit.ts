import { type Admission, admit, type SpoolLimits } from './admission.ts';
import type { SpoolCall, SpoolReply } from './spool-calls.ts';
import type { NewRequest, RefusalReason } from './spooled.ts';
import { DISK_FULL, isBusy, isDiskFull, reasonOfFailure } from './sqlite-failure.ts';
import type { SpoolStore } from './store.ts';

/**
 * Time that new requests wait for another process that has locked the spool. One commit may wait behind another, so that an answer takes
 * twice as long. OpenIM waits 5 s.
 */
const REQUESTS_WAIT_MS = 1_000;

/** A change to write. The requests of an append are unpacked. */
export type Change =
  | { readonly call: number; readonly name: 'append'; readonly args: readonly NewRequest[] }
  | Extract<SpoolCall, { name: 'remove' | 'setAside' }>;

/**
 * Writes all waiting changes in one transaction, or new requests in one of their own if that fails. Returns their replies, which are true
 * once it returns.
 *
 * The flush of a commit takes most of its time, so that one for all costs each of them least.
 */
export function commitTogether(store: SpoolStore, changes: readonly Change[], limits: SpoolLimits): SpoolReply[] {
  const appended = changes.flatMap((change) => (change.name === 'append' ? change.args : []));
  const { refused, targets, skippedCopies } = admit(store.database.bytes, appended, limits);
  const appends = changes.filter(({ name }) => name === 'append');
  const failure = failureOf(() => writeAll(store, changes, targets));
  // A failed removal must not make the relay reject new requests, except while a lock stops all writes.
  const isMixed = appends.length > 0 && appends.length < changes.length;
  const appendFailure =
    failure && isMixed && !isBusy(failure) ? failureOf(() => writeAll(store, appends, targets)) : failure;
  if (appendFailure === undefined) {
    if (targets.size > 0) store.numbers.countCommit();
    store.numbers.countSkippedCopies(skippedCopies);
  }
  return changes.map((change) => {
    const { call } = change;
    if (change.name !== 'append') return failure ? { call, failure: reasonOfFailure(failure) } : { call };
    return { call, result: change.args.map((request) => refusalOf(appendFailure) ?? refused.get(request)) };
  });
}

/** Returns the replies of a spool whose disk is too full to open it. */
export function refuseAll(changes: readonly Change[]): SpoolReply[] {
  return changes.map((change) => {
    const { call } = change;
    if (change.name !== 'append') return { call, failure: DISK_FULL };
    return { call, result: change.args.map((): RefusalReason => 'diskFull') };
  });
}

function refusalOf(failure: Error | undefined): RefusalReason | undefined {
  if (failure === undefined) return undefined;
  if (isBusy(failure)) return 'spoolLocked';
  return isDiskFull(failure) ? 'diskFull' : 'diskFailure';
}

/** Returns the error of a write, undefined without any. */
function failureOf(write: () => void): Error | undefined {
  try {
    write();
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

/** Writes changes. If the log of SQLite can't grow, it is moved into the tables, and the changes are tried once more. */
function writeAll(store: SpoolStore, changes: readonly Change[], targetsOf: Admission['targets']): void {
  const waitMs = changes.some(({ name }) => name === 'append') ? REQUESTS_WAIT_MS : undefined;
  const write = () =>
    store.transaction(() => {
      for (const change of changes) {
        if (change.name === 'remove') store.remove(change.args.target, change.args.sequences);
        else if (change.name === 'setAside')
          store.setAside(change.args.target, change.args.sequence, change.args.reason, change.args.at);
        else for (const request of change.args) appendTo(store, request, targetsOf.get(request));
      }
    }, waitMs);
  try {
    write();
  } catch (error) {
    if (isBusy(error)) throw error;
    store.database.checkpoint('TRUNCATE');
    write();
  }
}

function appendTo(store: SpoolStore, request: NewRequest, targets: readonly string[] | undefined): void {
  if (targets) store.append({ ...request, targets });
}
