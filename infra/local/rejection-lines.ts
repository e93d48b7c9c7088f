import { ReportLimiter } from '../../functions/callback/report-limiter.ts';
import { rejectionLine } from './callback-line.ts';
import type { OnRejected } from './reject-request.ts';

/**
 * Returns a callback that prints rejected requests. For each problem it prints the first at once, then one line every
 * 10 s with the number of others, because anyone can send such requests.
 */
export function printRejections(print: (line: string) => void, now?: () => number): OnRejected {
  const counts = new Map<string, ReportLimiter>();
  return (problem, about) => {
    const count = counts.get(problem) ?? new ReportLimiter(now);
    counts.set(problem, count);
    const requests = count.add();
    if (requests === 0) return;
    const others = requests > 1 ? `  (and ${requests - 1} more since the last line)` : '';
    print(rejectionLine(problem, about, new Date()) + others);
  };
}
