import { type Admission, admit, type SpoolLimits } from './admission.ts';
import type { SpoolCall, SpoolReply } from './spool-calls.ts';
import type { NewRequest } from './spooled.ts';
import type { SpoolStore } from './store.ts';

/** A change to write. The requests of an append are unpacked. */
export type Change =
  | { readonly call: number; readonly name: 'append'; readonly args: readonly NewRequest[] }
  | Extract<SpoolCall, { name: 'remove' | 'setAside' }>;

type Storage = Pick<
  SpoolStore,
  'append' | 'remove' | 'setAside' | 'transaction' | 'bytes' | 'countCommit' | 'countSkippedCopies' | 'checkpoint'
>;

/**
 * Writes all waiting changes in one transaction, and returns their replies, which are true once it returns.
 *
 * The flush of a commit takes most of its time, so that one for all costs each of them least.
 */
export function commitTogether(store: Storage, changes: readonly Change[], limits: SpoolLimits): SpoolReply[] {
  const appended = changes.flatMap((change) => (change.name === 'append' ? change.args : []));
  const { refused, targets, skippedCopies } = admit(store.bytes, appended, limits);
  try {
    writeAll(store, changes, targets);
  } catch (error) {
    return changes.map((change) =>
      change.name === 'append'
        ? { call: change.call, result: change.args.map(() => 'diskFailure') }
        : { call: change.call, failure: (error as Error).message },
    );
  }
  if (targets.size > 0) store.countCommit();
  store.countSkippedCopies(skippedCopies);
  return changes.map((change) =>
    change.name === 'append'
      ? { call: change.call, result: change.args.map((request) => refused.get(request)) }
      : { call: change.call },
  );
}

/** Writes changes. If the log of SQLite can't grow, it is moved into the tables, and the changes are tried once more. */
function writeAll(store: Storage, changes: readonly Change[], targetsOf: Admission['targets']): void {
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
    store.checkpoint('TRUNCATE');
    write();
  }
}

function appendTo(store: Storage, request: NewRequest, targets: readonly string[] | undefined): void {
  if (targets) store.append({ ...request, targets });
}
