import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { answerCall, isQuestion } from './answer-call.ts';
import { diskRoom } from './disk-room.ts';
import { type Change, commitTogether, refuseAll } from './group-commit.ts';
import { openSpool, openUnlessFull } from './open-store.ts';
import { unpackRequests } from './packed-requests.ts';
import type { SpoolCall, SpoolOpened, SpoolReply, ThreadOptions } from './spool-calls.ts';

/** Time that removals wait for a commit of requests. If they are lost, requests are delivered again with the same id. */
const REMOVAL_DELAY_MS = 20;

/** Pages that are returned to the file system at once. */
const SHRINK_PAGES = 1_000;

/** Time between two steps of upkeep. */
const UPKEEP_INTERVAL_MS = 1_000;

/** Serves the calls of the main thread until `close`. */
export function serveSpool(port: MessagePort, options: ThreadOptions): void {
  const opened = openSpool(options);
  if (!opened.opened) {
    post(port, opened);
    port.close();
    return;
  }
  let { store } = opened;
  const { directory, limitBytes, reserveBytes } = options;
  const limits = { limitBytes, hasRoom: diskRoom(directory, reserveBytes) };
  let removals: Change[] = [];
  let isIdle = true;
  const commit = (changes: readonly Change[]) => {
    const together = [...removals, ...changes];
    removals = [];
    if (together.length === 0) return;
    const replies = store ? commitTogether(store, together, limits) : refuseAll(together);
    for (const reply of replies) post(port, reply);
  };
  const removing = setInterval(() => commit([]), REMOVAL_DELAY_MS);
  const upkeep = setInterval(() => {
    // An error here ends the thread, and with it the relay, which starts again with a new spool.
    store ??= openUnlessFull(options);
    store?.database.checkInPlace();
    if (isIdle) ignoreFailure(() => store?.database.checkpoint('PASSIVE'));
    ignoreFailure(() => store?.database.shortenLog());
    ignoreFailure(() => store?.database.shrink(SHRINK_PAGES));
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
        store?.database.close();
        opened.release();
        post(port, { call: call.call });
        port.close();
        return;
      }
      if (isQuestion(call)) post(port, answerCall(store, call));
    }
  });
  post(port, { opened: true });
}

/** Returns the calls that came while the last commit was flushed. */
function waitingCalls(port: MessagePort): SpoolCall[] {
  const calls: SpoolCall[] = [];
  for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) calls.push(next.message);
  return calls;
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
