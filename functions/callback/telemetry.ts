import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { unmarked } from '../audit/transport.ts';
import { type Handled, onHandled } from './handled.ts';
import { type Count, METRICS_NAMESPACE, SERVICE_NAME } from './metrics.ts';
import { OurFailure, Rejected } from './rejected.ts';

/** Metrics of their own, over all callbacks, for what alarms look at. */
const NOTABLE: Partial<Record<Handled['outcome'], Count>> = {
  notAuthenticated: 'NotAuthenticated',
  notRecorded: 'NotRecorded',
  malformed: 'Malformed',
  failed: 'Failed',
};

const logger = new Logger({ serviceName: SERVICE_NAME });
const metrics = new Metrics({ namespace: METRICS_NAMESPACE, serviceName: SERVICE_NAME });

/** One log line a callback, and a metric by command and outcome. Neither holds a header, a token or a body. */
export function reportHandled(): void {
  onHandled((handled) => {
    log(handled);
    measure(handled);
  });
}

function log({ error, decision, ...rest }: Handled): void {
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
  else if (outcome === 'notAuthenticated') logger.warn('caller is not authenticated', told);
  else if (storedIn === 'queue') logger.warn('callback is in the queue', failed);
  else logger.info('callback is recorded', told);
}

/** Of a rejection which problem it was, of any other error its name and place: the words of both may quote the body. */
function why(error: unknown) {
  if (error instanceof Rejected && !(error instanceof OurFailure)) return { problem: error.problem };
  const cause = error instanceof OurFailure ? error.cause : error;
  if (!(cause instanceof Error)) return {};
  const { name, stack = '' } = cause;
  return { error: name, at: stack.split('\n').filter((line) => line.startsWith('    at ')) };
}

function measure({ command, outcome, isRepeat, decision, storedIn, isLate }: Handled): void {
  metrics.addDimensions({ command, outcome });
  metrics.addMetric('Callbacks', MetricUnit.Count, 1);
  metrics.publishStoredMetrics();
  for (const { id, action } of decision?.rules ?? []) {
    metrics.addDimensions({ rule: id, action });
    metrics.addMetric('PolicyRules', MetricUnit.Count, 1);
    metrics.publishStoredMetrics();
  }
  const notable: readonly (Count | false | undefined)[] = [
    NOTABLE[outcome],
    isRepeat && 'Repeated',
    storedIn === 'queue' && 'Queued',
    isLate && 'OutOfTime',
    decision?.degraded !== undefined && 'DegradedVerdict',
  ];
  count(...notable.filter((name) => !!name));
}

function count(...names: readonly Count[]): void {
  if (names.length === 0) return;
  for (const name of names) metrics.addMetric(name, MetricUnit.Count, 1);
  metrics.publishStoredMetrics();
}

/** A message of the fallback queue that was put into the table, or could not be. */
export function reportRedelivered(id: string, error?: unknown): void {
  if (error === undefined) logger.info('record is redelivered', { id });
  else logger.error('record could not be redelivered', { id, ...why(error) });
  count(error === undefined ? 'Redelivered' : 'NotRedelivered');
}
