import type { SpoolCall, SpoolReply } from './spool-calls.ts';
import { NotSpooled } from './spooled.ts';
import type { SpoolStore } from './store.ts';

export type Change = Extract<SpoolCall, { name: 'append' | 'remove' | 'setAside' }>;

type Storage = Pick<SpoolStore, 'append' | 'remove' | 'setAside' | 'transaction' | 'bytes' | 'countCommit'>;

/** Bytes of a request in the tables beside its body. */
const ROW_BYTES = 512;

/**
 * Writes all waiting changes in one transaction, and returns their replies, which are true once it returns.
 *
 * The flush of a commit takes most of its time, so that one for all costs each of them least.
 *
 * @param limitBytes disk space that the spool may use
 */
export function commitTogether(store: Storage, changes: readonly Change[], limitBytes: number): SpoolReply[] {
  const refused = new Set<number>();
  try {
    let bytes = store.bytes;
    store.transaction(() => {
      for (const change of changes) {
        if (change.name !== 'append') {
          apply(store, change);
          continue;
        }
        bytes += change.args.body.length + ROW_BYTES;
        if (bytes > limitBytes) refused.add(change.call);
        else apply(store, change);
      }
    });
  } catch (error) {
    const failure = { reason: 'diskFailure', message: (error as Error).message } as const;
    return changes.map(({ call }) => ({ call, failure }));
  }
  if (changes.some(({ call, name }) => name === 'append' && !refused.has(call))) store.countCommit();
  const failure = { reason: 'spoolFull', message: 'the spool has reached its limit' } as const;
  return changes.map(({ call }) => (refused.has(call) ? { call, failure } : { call }));
}

function apply(store: Storage, change: Change): void {
  if (change.name === 'append') store.append(change.args);
  else if (change.name === 'remove') store.remove(change.args.target, change.args.sequences);
  else store.setAside(change.args.target, change.args.sequence, change.args.reason, change.args.at);
}

export function asError({ reason, message }: NonNullable<SpoolReply['failure']>): Error {
  return reason === undefined ? new Error(message) : new NotSpooled(reason, message);
}
