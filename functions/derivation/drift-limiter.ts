import type { RecordDrift } from './record-drift.ts';

const INTERVAL_MS = 60 * 60 * 1_000;

/** Callers can invent any number of fields and callbacks. */
const MAX_REPORTS = 100;

/**
 * Limits reports, because each body of a new version has the same drift. Each part of a callback is reported once an hour, and a
 * hundred parts at most.
 *
 * @param now returns milliseconds of a monotonic clock
 */
export function limitDrift(
  report: (drift: RecordDrift) => void,
  now: () => number = () => performance.now(),
): (drift: RecordDrift) => void {
  const reported = new Set<string>();
  let startedAt = now();
  return (drift) => {
    if (now() - startedAt >= INTERVAL_MS) {
      startedAt = now();
      reported.clear();
    }
    const { command, kind, field, found } = drift;
    const part = [command, kind, field, found].join(' ');
    if (reported.has(part) || reported.size >= MAX_REPORTS) return;
    reported.add(part);
    report(drift);
  };
}
