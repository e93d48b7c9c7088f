import { statfsSync } from 'node:fs';

/** Time for which a measurement of the disk counts. */
const INTERVAL_MS = 1_000;

/**
 * Returns a function that tells whether the disk has room for new requests. Below the reserve it has none, because removals and
 * checkpoints need some, too: a disk without any would never get rid of what was delivered.
 *
 * @param now returns milliseconds of a monotonic clock
 */
export function diskRoom(directory: string, reserveBytes: number, now = () => performance.now()): () => boolean {
  let measuredMs = Number.NEGATIVE_INFINITY;
  let hasRoom = true;
  return () => {
    if (now() - measuredMs < INTERVAL_MS) return hasRoom;
    measuredMs = now();
    const { bavail, bsize } = statfsSync(directory);
    hasRoom = bavail * bsize >= reserveBytes;
    return hasRoom;
  };
}
