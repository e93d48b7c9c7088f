import type { Discardable } from './spooled.ts';
import { isDamaged } from './sqlite-failure.ts';
import type { SpoolStore } from './store.ts';

/** Time after which a transaction discards no further request. A relay beside this process can't write meanwhile. */
const TRANSACTION_MS = 20;

/**
 * Discards requests that are set aside, in one short transaction.
 *
 * @param now returns milliseconds of a monotonic clock
 * @returns for the first of the requests, as many as the transaction took, false for each that was not set aside any more
 */
export function discardInTime(
  store: SpoolStore,
  requests: readonly Discardable[],
  at: string,
  now = () => performance.now(),
): boolean[] {
  const endMs = now() + TRANSACTION_MS;
  try {
    return discardUntil(() => now() >= endMs, store, requests, at);
  } catch (error) {
    if (!isDamaged(error)) throw error;
    // The damaged one is found alone, so that all others leave the file.
    const [first] = requests;
    return requests.length > 1 && first
      ? discardInTime(store, [first], at, now)
      : discardUntil(() => false, store, requests, at, false);
  }
}

function discardUntil(
  isOver: () => boolean,
  store: SpoolStore,
  requests: readonly Discardable[],
  at: string,
  canRemove = true,
): boolean[] {
  const results: boolean[] = [];
  store.transaction(() => {
    for (const request of requests) {
      results.push(store.discard(request, at, canRemove));
      if (isOver()) break;
    }
  });
  return results;
}
