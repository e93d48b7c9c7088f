import { ReportLimiter } from '../../functions/callback/report-limiter.ts';
import { rejectionLine } from './callback-line.ts';
import type { OnRejected } from './reject-request.ts';

/**
 * Prints a line for a request that no function sees. Anybody can send such requests, so that of each problem the first is shown at
 * once, and then one every ten seconds, with the number of others since.
 */
export function printRejections(print: (line: string) => void, now?: () => number): OnRejected {
  const counts = new Map<string, ReportLimiter>();
  return (problem, about) => {
    const count = counts.get(problem) ?? new ReportLimiter(now);
    counts.set(problem, count);
    const requests = count.add();
    if (requests === 0) return;
    const others = requests > 1 ? `  (and ${requests - 1} more since the last)` : '';
    print(rejectionLine(problem, about, new Date()) + others);
  };
}
