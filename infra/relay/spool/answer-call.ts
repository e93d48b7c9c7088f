import { discardInTime } from './discard-in-time.ts';
import type { SpoolCall, SpoolReply } from './spool-calls.ts';
import { DISK_FULL, reasonOfFailure } from './sqlite-failure.ts';
import type { SpoolStore } from './store.ts';

/** Calls that are answered one by one. */
type Question = Exclude<SpoolCall, { name: 'append' | 'remove' | 'setAside' | 'close' }>;

export function isQuestion(call: SpoolCall): call is Question {
  return !['append', 'remove', 'setAside', 'close'].includes(call.name);
}

/** @param store undefined while the disk is too full to open it */
export function answerCall(store: SpoolStore | undefined, call: Question): SpoolReply {
  if (store === undefined) return { call: call.call, failure: DISK_FULL };
  try {
    return { call: call.call, result: resultOf(store, call) };
  } catch (error) {
    return { call: call.call, failure: reasonOfFailure(error) };
  }
}

function resultOf(store: SpoolStore, call: Question): unknown {
  switch (call.name) {
    case 'load':
      return store.requests.load(call.args.target, call.args.after, call.args.limit, call.args.maxBytes);
    case 'listSetAside':
      return store.requests.listSetAside(call.args.after, call.args.limit, call.args.hasBodies);
    case 'retry':
      return store.retry(call.args.ids);
    case 'discard':
      return discardInTime(store, call.args.requests, call.args.at);
    case 'listDiscarded':
      return store.discarded.list(call.args.after, call.args.limit);
    case 'forgetDiscarded':
      return store.discarded.forget(call.args.upTo);
    case 'lastingBytes':
      return store.numbers.lastingBytes();
    case 'measure':
      return store.numbers.measure();
  }
}
