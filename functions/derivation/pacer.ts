import { setTimeout } from 'node:timers/promises';

/** Resolves when the next write may start. */
export type Pacer = () => Promise<void>;

/**
 * Returns a pacer that lets `perSecond` writes start a second, so that derived entries never throttle the records of callbacks.
 *
 * @param now milliseconds; must not jump
 * @param sleep waits milliseconds of the same clock
 */
export function createPacer(
  perSecond: number,
  now: () => number,
  sleep: (milliseconds: number) => Promise<unknown> = setTimeout,
): Pacer {
  const intervalMs = 1_000 / perSecond;
  let nextAt = 0;
  return async () => {
    const at = Math.max(now(), nextAt);
    nextAt = at + intervalMs;
    const waitMs = at - now();
    if (waitMs > 0) await sleep(waitMs);
  };
}
