import { RECEIVER } from '../receiver/target.ts';
import type { SpoolCall, SpoolReply } from './spool-calls.ts';
import { NotSpooled, type RefusalReason } from './spooled.ts';
import type { SpoolStore } from './store.ts';

export type Change = Extract<SpoolCall, { name: 'append' | 'remove' | 'setAside' }>;

type Storage = Pick<
  SpoolStore,
  'append' | 'remove' | 'setAside' | 'transaction' | 'bytes' | 'countCommit' | 'countSkippedCopies' | 'checkpoint'
>;

export interface SpoolLimits {
  /** Disk space that the spool may use. */
  readonly limitBytes: number;
  /** Tells whether the disk has room for new requests. */
  readonly hasRoom: () => boolean;
}

/** Share of the limit that servers beside the receiver can fill, so that one that is away does not cost the receiver its callbacks. */
export const OTHERS_SHARE = 0.8;

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
  const { refused, taken, skippedCopies } = plan(store, changes, limits);
  try {
    writeAll(store, taken);
  } catch (error) {
    const failure = { reason: 'diskFailure', message: (error as Error).message } as const;
    return changes.map(({ call }) => ({ call, failure }));
  }
  if (taken.some(({ name }) => name === 'append')) store.countCommit();
  store.countSkippedCopies(skippedCopies);
  return changes.map(({ call }) => {
    const reason = refused.get(call);
    return reason === undefined ? { call } : { call, failure: { reason, message: MESSAGES[reason] } };
  });
}

/** Decides what is taken. Of requests for several targets, a nearly full spool takes the receiver's part only. */
function plan(store: Storage, changes: readonly Change[], { limitBytes, hasRoom }: SpoolLimits) {
  const refused = new Map<number, keyof typeof MESSAGES>();
  const taken: Change[] = [];
  let skippedCopies = 0;
  let bytes = store.bytes;
  for (const change of changes) {
    if (change.name !== 'append') {
      taken.push(change);
      continue;
    }
    const { body, targets = [RECEIVER] } = change.args;
    const needed = body.length + ROW_BYTES;
    const isScarce = bytes + needed > limitBytes * OTHERS_SHARE;
    const fitting = isScarce ? targets.filter((target) => target === RECEIVER) : targets;
    if (!hasRoom()) refused.set(change.call, 'diskFull');
    else if (bytes + needed > limitBytes || fitting.length === 0) refused.set(change.call, 'spoolFull');
    else {
      bytes += needed;
      skippedCopies += targets.length - fitting.length;
      taken.push({ ...change, args: { ...change.args, targets: fitting } });
    }
  }
  return { refused, taken, skippedCopies };
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
