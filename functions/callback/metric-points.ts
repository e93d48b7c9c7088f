import type { CallbackOutcome } from './callback-outcome.ts';
import { CALLBACKS_METRIC, DELIVERY_AGE_METRIC, type MetricName, POLICY_RULES_METRIC } from './metrics.ts';

/** A value of a metric. */
export interface MetricPoint {
  readonly name: MetricName | typeof POLICY_RULES_METRIC;
  /** A count, or seconds. */
  readonly value: number;
  /** Dimensions besides the service. */
  readonly dimensions?: Readonly<Record<string, string>>;
  /** Counts without the dimensions, too. */
  readonly hasTotal?: boolean;
}

/** Outcomes with a metric of their own, for alarms. */
const METRIC_OF_OUTCOME: Partial<Record<CallbackOutcome['outcome'], MetricName>> = {
  notRecorded: 'NotRecorded',
  malformed: 'Malformed',
  failed: 'Failed',
};

/** Command dimension for unknown names. Otherwise each invented name would create a paid metric. */
const UNKNOWN_COMMAND = 'other';

/** Returns one count of a metric without dimensions. */
export function countOf(name: MetricName, value = 1): MetricPoint {
  return { name, value };
}

/** Returns what a callback counts. A test must neither raise an alarm nor hide that OpenIM is silent, so that it counts nothing. */
export function pointsOf(callback: CallbackOutcome): MetricPoint[] {
  const { isTest, isAgain, deliveryAgeMs, isRelayClockWrong } = callback;
  if (isTest) return [];
  const points = isAgain ? [] : pointsOfFirst(callback);
  // Counted for each delivery of a relay, also for a repeated one.
  if (deliveryAgeMs !== undefined) points.push(countOf(DELIVERY_AGE_METRIC, deliveryAgeMs / 1_000));
  if (isRelayClockWrong) points.push(countOf('RelayClockWrong'));
  return points;
}

function pointsOfFirst(callback: CallbackOutcome): MetricPoint[] {
  const { command, isUnknown, outcome, isRepeat, decision, storedIn, isLate } = callback;
  // Without dimensions for the alarm NoCallbacks, and by command and outcome.
  const dimensions = { command: isUnknown ? UNKNOWN_COMMAND : command, outcome };
  const points: MetricPoint[] = [{ name: CALLBACKS_METRIC, value: 1, dimensions, hasTotal: true }];
  for (const { id, action } of decision?.rules ?? [])
    points.push({ name: POLICY_RULES_METRIC, value: 1, dimensions: { rule: id, action } });
  const named = METRIC_OF_OUTCOME[outcome];
  if (named) points.push(countOf(named));
  if (isRepeat) points.push(countOf('Repeated'));
  if (storedIn === 'queue') points.push(countOf('Queued'));
  if (isLate) points.push(countOf('OutOfTime'));
  if (decision?.degraded !== undefined) points.push(countOf('DegradedVerdict'));
  return points;
}
