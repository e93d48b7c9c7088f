import type { SpoolCall, SpoolReply } from './spool-calls.ts';
import { NotSpooled, type RefusalReason } from './spooled.ts';
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

const MESSAGES: Readonly<Record<Exclude<RefusalReason, 'diskFailure'>, string>> = {
  spoolFull: 'the spool has reached its limit',
  diskFull: 'the disk of the spool is full',
};

/**
 * Writes all waiting changes in one transaction, and returns their replies, which are true once it returns.
 *
 * The flush of a commit takes most of its time, so that one for all costs each of them least.
 */
export function commitTogether(store: Storage, changes: readonly Change[], limits: SpoolLimits): SpoolReply[] {
  const refused = refusals(store, changes, limits);
  const taken = changes.filter(({ call }) => !refused.has(call));
  try {
    writeAll(store, taken);
  } catch (error) {
    const failure = { reason: 'diskFailure', message: (error as Error).message } as const;
    return changes.map(({ call }) => ({ call, failure }));
  }
  if (taken.some(({ name }) => name === 'append')) store.countCommit();
  return changes.map(({ call }) => {
    const reason = refused.get(call);
    return reason === undefined ? { call } : { call, failure: { reason, message: MESSAGES[reason] } };
  });
}

function refusals(store: Storage, changes: readonly Change[], { limitBytes, hasRoom }: SpoolLimits) {
  const refused = new Map<number, keyof typeof MESSAGES>();
  let bytes = store.bytes;
  for (const { call, name, args } of changes) {
    if (name !== 'append') continue;
    const needed = args.body.length + ROW_BYTES;
    if (!hasRoom()) refused.set(call, 'diskFull');
    else if (bytes + needed > limitBytes) refused.set(call, 'spoolFull');
    else bytes += needed;
  }
  return refused;
}

/** Writes changes. If the log of SQLite can't grow, it is moved into the tables, and the changes are tried once more. */
function writeAll(store: Storage, changes: readonly Change[]): void {
  const write = () =>
    store.transaction(() => {
      for (const change of changes) apply(store, change);
    });
  try {
    write();
  } catch {
    store.checkpoint();
    write();
  }
}

function apply(store: Storage, change: Change): void {
  if (change.name === 'append') store.append(change.args);
  else if (change.name === 'remove') store.remove(change.args.target, change.args.sequences);
  else store.setAside(change.args.target, change.args.sequence, change.args.reason, change.args.at);
}

export function asError({ reason, message }: NonNullable<SpoolReply['failure']>): Error {
  return reason === undefined ? new Error(message) : new NotSpooled(reason, message);
}
