import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { diskRoom } from './disk-room.ts';
import { type Change, commitTogether } from './group-commit.ts';
import { lockSpool, SpoolInUse } from './lock.ts';
import { unpackRequests } from './packed-requests.ts';
import { UnknownSchema } from './schema.ts';
import type { OpenFailure, SpoolCall, SpoolOpened, SpoolReply, ThreadOptions } from './spool-calls.ts';
import { SpoolStore } from './store.ts';

/** Time that removals wait for a commit of requests. If they are lost, requests are delivered again with the same id. */
const REMOVAL_DELAY_MS = 20;

/** Pages that are returned to the file system at once. */
const SHRINK_PAGES = 1_000;

/** Time between two steps of upkeep. */
const UPKEEP_INTERVAL_MS = 1_000;

/** Serves the calls of the main thread until `close`. */
export function serveSpool(port: MessagePort, options: ThreadOptions): void {
  const opened = open(options);
  if (!opened.opened) {
    post(port, opened);
    port.close();
    return;
  }
  const { store, release } = opened;
  const { directory, limitBytes, reserveBytes } = options;
  const limits = { limitBytes, hasRoom: diskRoom(directory, reserveBytes) };
  let removals: Change[] = [];
  let isIdle = true;
  const commit = (changes: readonly Change[]) => {
    const together = [...removals, ...changes];
    removals = [];
    if (together.length === 0) return;
    for (const reply of commitTogether(store, together, limits)) post(port, reply);
  };
  const removing = setInterval(() => commit([]), REMOVAL_DELAY_MS);
  const upkeep = setInterval(() => {
    // Ends the thread, and with it the relay, which starts again with a new spool.
    store.database.checkInPlace();
    if (isIdle) ignoreFailure(() => store.database.checkpoint('PASSIVE'));
    ignoreFailure(() => store.database.shrink(SHRINK_PAGES));
    isIdle = true;
  }, UPKEEP_INTERVAL_MS);
  port.on('message', (first: SpoolCall) => {
    const calls = [first, ...waitingCalls(port)];
    removals.push(...calls.filter((call) => call.name === 'remove' || call.name === 'setAside'));
    const appends = calls.flatMap((call) =>
      call.name === 'append' ? [{ ...call, args: unpackRequests(call.args) }] : [],
    );
    if (appends.length > 0) {
      isIdle = false;
      commit(appends);
    }
    for (const call of calls) {
      if (call.name === 'close') {
        commit([]);
        for (const timer of [removing, upkeep]) clearInterval(timer);
        store.database.close();
        release();
        post(port, { call: call.call });
        port.close();
        return;
      }
      if (call.name !== 'append' && call.name !== 'remove' && call.name !== 'setAside') post(port, answer(store, call));
    }
  });
  post(port, { opened: true });
}

function open({ directory, targets, isExclusive }: ThreadOptions) {
  try {
    const lock = isExclusive ? lockSpool(directory) : undefined;
    const store = new SpoolStore(directory, targets);
    return { opened: true as const, store, release: () => lock?.close() };
  } catch (error) {
    return { opened: false as const, cause: causeOf(error), message: (error as Error).message };
  }
}

function causeOf(error: unknown): OpenFailure {
  if (error instanceof SpoolInUse) return 'inUse';
  return error instanceof UnknownSchema ? 'newer' : 'unusable';
}

/** Returns the calls that came while the last commit was flushed. */
function waitingCalls(port: MessagePort): SpoolCall[] {
  const calls: SpoolCall[] = [];
  for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) calls.push(next.message);
  return calls;
}

type Question = Exclude<SpoolCall, { name: 'append' | 'remove' | 'setAside' | 'close' }>;

function answer(store: SpoolStore, call: Question): SpoolReply {
  try {
    return { call: call.call, result: resultOf(store, call) };
  } catch (error) {
    return { call: call.call, failure: (error as Error).message };
  }
}

function resultOf(store: SpoolStore, call: Question): unknown {
  switch (call.name) {
    case 'load':
      return store.requests.load(call.args.target, call.args.after, call.args.limit, call.args.maxBytes);
    case 'listSetAside':
      return store.requests.listSetAside(call.args.after, call.args.limit);
    case 'retry':
      return store.retry(call.args.ids);
    case 'measure':
      return store.numbers.measure();
  }
}

function post(port: MessagePort, message: SpoolReply | SpoolOpened): void {
  port.postMessage(message);
}

/** A full disk must not end the thread. */
function ignoreFailure(attempt: () => void): void {
  try {
    attempt();
  } catch {}
}

/** Runs in the thread, in source and in a bundle. */
export function runSpoolThread(): void {
  if (parentPort) serveSpool(parentPort, workerData as ThreadOptions);
}
