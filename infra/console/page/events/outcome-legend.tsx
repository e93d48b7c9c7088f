import type { TimelineBucket } from '../../contract/events.ts';
import { OUTCOMES, OutcomeBadge } from '../shell/outcome-badge.tsx';
import { hasTerm } from './query-terms.ts';

interface OutcomeLegendProps {
  readonly q: string;
  readonly buckets: readonly TimelineBucket[];
  readonly onToggle: (outcome: string) => void;
}

/** Colours of outcomes with their counts. Each limits the query to its outcome, and lifts that again. */
export function OutcomeLegend({ q, buckets, onToggle }: OutcomeLegendProps) {
  const counts = new Map<string, number>();
  for (const { outcome, count } of buckets) counts.set(outcome, (counts.get(outcome) ?? 0) + count);
  return (
    <>
      {OUTCOMES.filter((outcome) => counts.has(outcome)).map((outcome) => (
        <button
          type="button"
          class="outcome"
          key={outcome}
          aria-pressed={hasTerm(q, 'outcome', outcome)}
          onClick={() => onToggle(outcome)}
        >
          <OutcomeBadge outcome={outcome} /> <small>{counts.get(outcome)}</small>
        </button>
      ))}
    </>
  );
}
