import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { unmarked } from '../audit/transport.ts';
import { type Handled, onHandled } from './handled.ts';
import { METRICS_NAMESPACE, SERVICE_NAME } from './metrics.ts';
import { OurFailure, Rejected } from './rejected.ts';

/** Metrics of their own, over all callbacks, for what alarms look at. */
const NOTABLE: Partial<Record<Handled['outcome'], string>> = {
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

function log({ error, decision, groupID, userID, operationID, ...rest }: Handled): void {
  const [group, user, operation] = [groupID, userID, operationID].map((id) => id && unmarked(id));
  // Why a rule fired may quote the value; the record has it.
  const judged = decision && { verdict: decision.verdict, rules: decision.rules?.map(({ id }) => id) };
  const handled = { ...rest, groupID: group, userID: user, operationID: operation, ...judged };
  if (handled.outcome === 'notRecorded') logger.error('callback could not be recorded', { ...handled, ...why(error) });
  else if (handled.outcome === 'failed') logger.error('internal failure', { ...handled, ...why(error) });
  else if (handled.outcome === 'malformed') logger.warn('callback is malformed', { ...handled, ...why(error) });
  else if (handled.outcome === 'notAuthenticated') logger.warn('caller is not authenticated', { ...handled });
  else if (handled.storedIn === 'queue') logger.warn('callback is in the queue', { ...handled, ...why(error) });
  else logger.info('callback is recorded', { ...handled });
}

/** Of a rejection which problem it was, of any other error its name and place: the words of both may quote the body. */
function why(error: unknown) {
  if (error instanceof Rejected && !(error instanceof OurFailure)) return { problem: error.problem };
  const cause = error instanceof OurFailure ? error.cause : error;
  const { name, stack = '' } = cause instanceof Error ? cause : new Error();
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
  const notable = [
    NOTABLE[outcome],
    isRepeat && 'Repeated',
    storedIn === 'queue' && 'Queued',
    isLate && 'OutOfTime',
    decision?.degraded !== undefined && 'DegradedVerdict',
  ].filter((name) => typeof name === 'string');
  if (notable.length === 0) return;
  for (const name of notable) metrics.addMetric(name, MetricUnit.Count, 1);
  metrics.publishStoredMetrics();
}

/** A message of the fallback queue that was put into the table, or could not be. */
export function reportRedelivered(id: string, error?: unknown): void {
  if (error === undefined) logger.info('record is redelivered', { id });
  else logger.error('record could not be redelivered', { id, ...why(error) });
  metrics.addMetric(error === undefined ? 'Redelivered' : 'NotRedelivered', MetricUnit.Count, 1);
  metrics.publishStoredMetrics();
}
