const FIRST_MS = 200;
const MAX_MS = 15_000;

/**
 * Returns the pause before the next attempt. It doubles with each failure, and jitter keeps relays from returning together.
 *
 * @param failures attempts in a row that failed, at least 1
 * @param random returns 0 (inclusive) to 1 (exclusive)
 */
export function backoffMs(failures: number, random: () => number): number {
  const ceiling = Math.min(MAX_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20));
  return ceiling / 2 + (random() * ceiling) / 2;
}
