import { type Admission, admit, type SpoolLimits } from './admission.ts';
import type { SpoolCall, SpoolReply } from './spool-calls.ts';
import type { NewRequest } from './spooled.ts';
import type { SpoolStore } from './store.ts';

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
  // A removal that fails must not turn new requests away.
  const hasOthers = appends.length > 0 && appends.length < changes.length;
  const appendFailure = failure && hasOthers ? failureOf(() => writeAll(store, appends, targets)) : failure;
  if (appendFailure === undefined) {
    if (targets.size > 0) store.numbers.countCommit();
    store.numbers.countSkippedCopies(skippedCopies);
  }
  return changes.map((change) => {
    const { call } = change;
    if (change.name !== 'append') return failure === undefined ? { call } : { call, failure };
    return { call, result: change.args.map((request) => (appendFailure ? 'diskFailure' : refused.get(request))) };
  });
}

/** Returns the message of an error, undefined without any. */
function failureOf(write: () => void): string | undefined {
  try {
    write();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Writes changes. If the log of SQLite can't grow, it is moved into the tables, and the changes are tried once more. */
function writeAll(store: SpoolStore, changes: readonly Change[], targetsOf: Admission['targets']): void {
  const write = () =>
    store.transaction(() => {
      for (const change of changes) {
        if (change.name === 'remove') store.remove(change.args.target, change.args.sequences);
        else if (change.name === 'setAside')
          store.setAside(change.args.target, change.args.sequence, change.args.reason, change.args.at);
        else for (const request of change.args) appendTo(store, request, targetsOf.get(request));
      }
    });
  try {
    write();
  } catch {
    store.database.checkpoint('TRUNCATE');
    write();
  }
}

function appendTo(store: SpoolStore, request: NewRequest, targets: readonly string[] | undefined): void {
  if (targets) store.append({ ...request, targets });
}
