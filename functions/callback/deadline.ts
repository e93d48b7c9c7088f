/** Milliseconds in which a callback is answered, whatever fails: OpenIM waits 5 s unless it is told otherwise. */
const TOTAL = 3_500;

/** Milliseconds of Lambda's own time limit that are left for the answer. */
const MARGIN = 300;

/** The parts of the time after which the table, and then the queue, is given up. What is left is for the log and the answer. */
const TABLE_SHARE = 0.63;
const QUEUE_SHARE = 0.93;

/** When to give up what, for one callback. */
export interface Deadline {
  readonly table: AbortSignal;
  readonly queue: AbortSignal;
}

/** @param remaining milliseconds that Lambda leaves the function; none, where nothing but us limits it */
export function startDeadline(remaining = Number.POSITIVE_INFINITY): Deadline {
  const total = Math.max(0, Math.min(TOTAL, remaining - MARGIN));
  return {
    table: AbortSignal.timeout(Math.floor(total * TABLE_SHARE)),
    queue: AbortSignal.timeout(Math.floor(total * QUEUE_SHARE)),
  };
}
