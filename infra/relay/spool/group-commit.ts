import type { SpoolCall, SpoolReply } from './spool-calls.ts';
import type { NewRequest, RefusalReason } from './spooled.ts';
import type { SpoolStore } from './store.ts';

export type Change = Extract<SpoolCall, { name: 'append' | 'remove' | 'setAside' }>;

type Storage = Pick<
  SpoolStore,
  'append' | 'remove' | 'setAside' | 'transaction' | 'bytes' | 'countCommit' | 'checkpoint'
>;

export interface SpoolLimits {
  /** Disk space that the spool may use. */
  readonly limitBytes: number;
  /** Tells whether the disk has room for new requests. */
  readonly hasRoom: () => boolean;
}

/** Bytes of a request in the tables beside its body. */
const ROW_BYTES = 512;

/**
 * Writes all waiting changes in one transaction, and returns their replies, which are true once it returns.
 *
 * The flush of a commit takes most of its time, so that one for all costs each of them least.
 */
export function commitTogether(store: Storage, changes: readonly Change[], limits: SpoolLimits): SpoolReply[] {
  const refused = refusals(store, changes, limits);
  try {
    writeAll(store, changes, refused);
  } catch (error) {
    return changes.map((change) =>
      change.name === 'append'
        ? { call: change.call, result: change.args.map(() => 'diskFailure') }
        : { call: change.call, failure: (error as Error).message },
    );
  }
  const appended = changes.flatMap((change) => (change.name === 'append' ? change.args : []));
  if (appended.length > refused.size) store.countCommit();
  return changes.map((change) =>
    change.name === 'append'
      ? { call: change.call, result: change.args.map((request) => refused.get(request)) }
      : { call: change.call },
  );
}

function refusals(store: Storage, changes: readonly Change[], { limitBytes, hasRoom }: SpoolLimits) {
  const refused = new Map<NewRequest, RefusalReason>();
  let bytes = store.bytes;
  for (const change of changes) {
    for (const request of change.name === 'append' ? change.args : []) {
      const needed = request.body.length + ROW_BYTES;
      if (!hasRoom()) refused.set(request, 'diskFull');
      else if (bytes + needed > limitBytes) refused.set(request, 'spoolFull');
      else bytes += needed;
    }
  }
  return refused;
}

/** Writes changes. If the log of SQLite can't grow, it is moved into the tables, and the changes are tried once more. */
function writeAll(store: Storage, changes: readonly Change[], refused: ReadonlyMap<NewRequest, RefusalReason>): void {
  const write = () =>
    store.transaction(() => {
      for (const change of changes) {
        if (change.name === 'remove') store.remove(change.args.target, change.args.sequences);
        else if (change.name === 'setAside')
          store.setAside(change.args.target, change.args.sequence, change.args.reason, change.args.at);
        else for (const request of change.args) if (!refused.has(request)) store.append(request);
      }
    });
  try {
    write();
  } catch {
    store.checkpoint('TRUNCATE');
    write();
  }
}
