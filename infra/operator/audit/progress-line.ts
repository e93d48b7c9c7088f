import type { Io } from '../../cli/io.ts';

const INTERVAL_MS = 500;

/** Moves to the start of the line and clears it. */
const CLEAR = '\r\x1B[K';

/**
 * Shows the progress of a long search on one line of a terminal, which is rewritten.
 *
 * @param text of the line, asked for when it is shown
 * @returns `clear` before anything else is written, and `end`
 */
export function progressLine({ stderr }: Pick<Io, 'stderr'>, text: () => string): { clear(): void; end(): void } {
  let isShown = false;
  const clear = () => {
    if (isShown) stderr.write(CLEAR);
    isShown = false;
  };
  if (!stderr.isTTY) return { clear, end: clear };
  const timer = setInterval(() => {
    stderr.write(`${CLEAR}${text().slice(0, (stderr.columns ?? 80) - 1)}`);
    isShown = true;
  }, INTERVAL_MS);
  return {
    clear,
    end: () => {
      clearInterval(timer);
      clear();
    },
  };
}
