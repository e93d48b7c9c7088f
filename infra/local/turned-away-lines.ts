import { StrangerCount } from '../../functions/callback/strangers.ts';
import { turnedAwayLine } from './callback-line.ts';
import type { OnTurnedAway } from './turn-away.ts';

/**
 * Prints a line for a request that no function sees. Anybody can send such requests, so that of each problem the first is shown at
 * once, and then one every ten seconds, with the number of others since.
 */
export function showTurnedAway(print: (line: string) => void, now?: () => number): OnTurnedAway {
  const counts = new Map<string, StrangerCount>();
  return (problem, about) => {
    const count = counts.get(problem) ?? new StrangerCount(now);
    counts.set(problem, count);
    const requests = count.add();
    if (requests === 0) return;
    const others = requests > 1 ? `  (and ${requests - 1} more since the last)` : '';
    print(turnedAwayLine(problem, about, new Date()) + others);
  };
}
