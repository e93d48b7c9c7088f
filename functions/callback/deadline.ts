/** Milliseconds in which a callback is answered, whatever fails: OpenIM waits 5 s unless it is told otherwise. */
const TOTAL_MS = 3_500;

/** Milliseconds of Lambda's own time limit that are left for the answer. */
const MARGIN_MS = 300;

/** The parts of the time after which the place that is tried first, and then the last, is given up. The rest is for the answer. */
const FIRST_SHARE = 0.63;
const SECOND_SHARE = 0.93;

/** When to give up the two places where a record can go, the table and the queue, for one callback. */
export interface Deadline {
  readonly first: AbortSignal;
  readonly second: AbortSignal;
}

/** @param remainingMs milliseconds that Lambda leaves the function; none, where nothing but us limits it */
export function startDeadline(remainingMs = Number.POSITIVE_INFINITY): Deadline {
  const totalMs = Math.max(0, Math.min(TOTAL_MS, remainingMs - MARGIN_MS));
  return {
    first: AbortSignal.timeout(Math.floor(totalMs * FIRST_SHARE)),
    second: AbortSignal.timeout(Math.floor(totalMs * SECOND_SHARE)),
  };
}
