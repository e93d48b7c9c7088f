import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { unmarked } from '../audit/transport.ts';
import type { CallbackOutcome, Report } from './callback-outcome.ts';
import { CALLBACKS_METRIC, METRICS_NAMESPACE, type MetricName, POLICY_RULES_METRIC, SERVICE_NAME } from './metrics.ts';
import { OurFailure, Rejected } from './rejection.ts';
import { StrangerCount } from './strangers.ts';

/** Outcomes that have a metric of their own, for alarms. */
const METRIC_OF_OUTCOME: Partial<Record<CallbackOutcome['outcome'], MetricName>> = {
  notRecorded: 'NotRecorded',
  malformed: 'Malformed',
  failed: 'Failed',
};

/** The command of metrics for all names that no server is known to send: each name would be a metric, and cost as one. */
const UNKNOWN_COMMAND = 'other';

/** Logs and counts for operators. Neither holds a header, a token or a body. */
export interface Telemetry {
  /** Writes one log line for each callback, and a metric by command and outcome. */
  readonly reportHandled: Report;
  /** Tells of a message of the fallback queue that was put into the table, or could not be. */
  readonly reportRedelivered: (id: string, error?: unknown) => void;
}

export function createTelemetry(): Telemetry {
  const logger = new Logger({ serviceName: SERVICE_NAME });
  const metrics = new Metrics({ namespace: METRICS_NAMESPACE, serviceName: SERVICE_NAME });
  const strangers = new StrangerCount();

  function log({ error, decision, isUnknown: _isUnknown, ...rest }: CallbackOutcome): void {
    const { outcome, storedIn, groupID, userID, operationID } = rest;
    const told: Record<string, unknown> = {
      ...rest,
      groupID: unmarked(groupID),
      userID: unmarked(userID),
      operationID: unmarked(operationID),
      verdict: decision?.verdict,
      // Why a rule fired may quote the value; the record has it.
      rules: decision?.rules?.map(({ id }) => id),
    };
    const failed = { ...told, ...why(error) };
    if (outcome === 'notRecorded') logger.error('callback could not be recorded', failed);
    else if (outcome === 'failed') logger.error('internal failure', failed);
    else if (outcome === 'malformed') logger.warn('callback is malformed', failed);
    else if (outcome === 'unknownCallback') logger.warn('callback is unknown', failed);
    else if (storedIn === 'queue') logger.warn('callback is in the queue', failed);
    else if (outcome === 'answered') logger.info('callback is answered', told);
    else logger.info('callback is recorded', told);
  }

  function measure({ command, isUnknown, outcome, isRepeat, decision, storedIn, isLate }: CallbackOutcome): void {
    // Once over all of them, for the alarm on silence, and once by command and outcome.
    metrics.addDimensions({});
    metrics.addDimensions({ command: isUnknown ? UNKNOWN_COMMAND : command, outcome });
    metrics.addMetric(CALLBACKS_METRIC, MetricUnit.Count, 1);
    metrics.publishStoredMetrics();
    for (const { id, action } of decision?.rules ?? []) {
      metrics.addDimensions({ rule: id, action });
      metrics.addMetric(POLICY_RULES_METRIC, MetricUnit.Count, 1);
      metrics.publishStoredMetrics();
    }
    const notable: readonly (MetricName | false | undefined)[] = [
      METRIC_OF_OUTCOME[outcome],
      isRepeat && 'Repeated',
      storedIn === 'queue' && 'Queued',
      isLate && 'OutOfTime',
      decision?.degraded !== undefined && 'DegradedVerdict',
    ];
    count(Object.fromEntries(notable.filter((name) => !!name).map((name) => [name, 1])));
  }

  function count(counts: Readonly<Partial<Record<MetricName, number>>>): void {
    const entries = Object.entries(counts);
    if (entries.length === 0) return;
    for (const [name, value] of entries) metrics.addMetric(name, MetricUnit.Count, value);
    metrics.publishStoredMetrics();
  }

  /** Strangers choose the path, so that nothing is logged or counted by its name. */
  function reportStrangers(requests: number, { error }: CallbackOutcome): void {
    if (requests === 0) return;
    logger.warn('caller is not authenticated', { outcome: 'notAuthenticated', requests, ...why(error) });
    count({ NotAuthenticated: requests });
  }

  return {
    reportHandled: (handled) => {
      if (handled.outcome === 'notAuthenticated') return reportStrangers(strangers.add(), handled);
      log(handled);
      measure(handled);
    },
    reportRedelivered: (id, error) => {
      if (error === undefined) logger.info('record is redelivered', { id });
      else logger.error('record could not be redelivered', { id, ...why(error) });
      count({ [error === undefined ? 'Redelivered' : 'NotRedelivered']: 1 });
    },
  };
}

/** Of a rejection which problem it was, of any other error its name and place: the words of both may quote the body. */
function why(error: unknown) {
  if (error instanceof Rejected && !(error instanceof OurFailure)) return { problem: error.problem };
  const cause = error instanceof OurFailure ? error.cause : error;
  if (!(cause instanceof Error)) return {};
  const { name, stack = '' } = cause;
  return { error: name, at: stack.split('\n').filter((line) => line.startsWith('    at ')) };
}
