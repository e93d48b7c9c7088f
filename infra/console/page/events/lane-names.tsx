import { hasTerm } from './query-terms.ts';
import { LANE_HEIGHT_PX } from './timeline-canvas.ts';
import { type Lane, OTHERS } from './timeline-data.ts';

interface LaneNamesProps {
  readonly q: string;
  readonly lanes: readonly Lane[];
  readonly height: string;
  readonly onToggle: (callback: string) => void;
}

/** Names of a timeline's lanes, with their counts. Each limits the query to its callback, and lifts that again. */
export function LaneNames({ q, lanes, height, onToggle }: LaneNamesProps) {
  return (
    <div class="lanes" style={{ height }}>
      {lanes.map(({ callback, total }, index) => (
        <button
          type="button"
          class="lane"
          key={callback}
          style={{ top: `${index * LANE_HEIGHT_PX}px`, height: `${LANE_HEIGHT_PX}px` }}
          disabled={callback === OTHERS}
          aria-pressed={hasTerm(q, 'command', callback)}
          title={callback}
          onClick={() => onToggle(callback)}
        >
          <span class="lane-name">{callback}</span> <small>{total}</small>
        </button>
      ))}
    </div>
  );
}
