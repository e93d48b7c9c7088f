import type { CallbackOutcome } from './callback-outcome.ts';
import { commonFields, headlineOf, idsOf, rounded } from './log-fields.ts';
import { type MetricPoint, pointsOf } from './metric-points.ts';
import type { OperatorLines } from './operator-lines.ts';

/**
 * Collects the callbacks of a relay's batch, because most of what their lines say is the same. The batch has one log line. Each of
 * its `groups` has the command and what else its callbacks have in common, and for each the number in the batch and the IDs of
 * operation, group and user.
 */
export class BatchLines {
  private usual: CallbackOutcome[] = [];
  private points: MetricPoint[] = [];
  private readonly lines: OperatorLines;

  constructor(lines: OperatorLines) {
    this.lines = lines;
  }

  /** @returns whether an operator must see the callback in a line of its own. Its metrics wait for the others nevertheless. */
  add(callback: CallbackOutcome): boolean {
    this.points.push(...pointsOf(callback));
    // In a batch, only callbacks that the relay answered by itself have a decision.
    const isNotable = headlineOf(callback).level !== 'INFO' || callback.decision?.degraded !== undefined;
    if (!isNotable) this.usual.push(callback);
    return isNotable;
  }

  /** Writes what was collected, if anything. */
  end(): void {
    const { points } = this;
    // In the order of the batch, because they are recorded at the same time.
    const usual = this.usual.toSorted(({ line: a = 0 }, { line: b = 0 }) => a - b);
    this.usual = [];
    this.points = [];
    if (usual.length > 0)
      this.lines.log('INFO', 'callbacks of a batch', {
        maxMilliseconds: rounded(Math.max(...usual.map(({ milliseconds }) => milliseconds))),
        groups: groupsOf(usual),
      });
    this.lines.measure(points);
  }
}

function groupsOf(all: readonly CallbackOutcome[]): object[] {
  const common = (callback: CallbackOutcome) => ({ command: callback.command, ...commonFields(callback) });
  const groups = Map.groupBy(all, (callback) => JSON.stringify(common(callback)));
  return [...groups].map(([fields, callbacks]) => ({
    ...JSON.parse(fields),
    callbacks: callbacks.map((callback) => [callback.line, ...idsOf(callback).map((id) => id ?? '')]),
  }));
}
