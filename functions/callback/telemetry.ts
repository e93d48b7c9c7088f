import { withoutMarker } from '../audit/transport.ts';
import type { CallbackOutcome, Report } from './callback-outcome.ts';
import { CALLBACKS_METRIC, DELIVERY_AGE_METRIC, type MetricName, POLICY_RULES_METRIC } from './metrics.ts';
import { createOperatorLines, type OperatorLines } from './operator-lines.ts';
import { OurFailure, Rejected } from './rejection.ts';
import { ReportLimiter } from './report-limiter.ts';

/** Outcomes with a metric of their own, for alarms. */
const METRIC_OF_OUTCOME: Partial<Record<CallbackOutcome['outcome'], MetricName>> = {
  notRecorded: 'NotRecorded',
  malformed: 'Malformed',
  failed: 'Failed',
};

/** Command dimension for unknown names. Otherwise each invented name would create a paid metric. */
const UNKNOWN_COMMAND = 'other';

/** Logs and metrics for operators, without headers, tokens and bodies. */
export interface Telemetry {
  readonly lines: OperatorLines;
  /** Writes one log line for each callback, and a metric by command and outcome. */
  readonly reportCallback: Report;
  /** Reports a message of the fallback queue that was written to the table, or the error that prevented it. */
  readonly reportRedelivered: (id: string, error?: unknown) => void;
  /** Reports an item of the table's stream, or a slice of one, from which not all could be derived. */
  readonly reportNotDerived: (id: string, error: unknown) => void;
  /** Reports a change of an item that was to be written once. */
  readonly reportChanged: (id: string) => void;
}

export function createTelemetry(): Telemetry {
  const lines = createOperatorLines(process.env);
  const limiter = new ReportLimiter();

  function log({ error, decision, isUnknown: _isUnknown, ...rest }: CallbackOutcome): void {
    const { outcome, storedIn, groupID, userID, operationID } = rest;
    const fields: Record<string, unknown> = {
      ...rest,
      milliseconds: Math.round(rest.milliseconds * 100) / 100,
      groupID: withoutMarker(groupID),
      userID: withoutMarker(userID),
      operationID: withoutMarker(operationID),
      verdict: decision?.verdict,
      // Only the IDs, because `why` of a rule may quote the value.
      rules: decision?.rules?.map(({ id }) => id),
    };
    const fieldsWithError = { ...fields, ...errorFields(error) };
    if (outcome === 'notRecorded') lines.log('ERROR', 'callback could not be recorded', fieldsWithError);
    else if (outcome === 'failed') lines.log('ERROR', 'internal failure', fieldsWithError);
    else if (outcome === 'malformed') lines.log('WARN', 'callback is malformed', fieldsWithError);
    else if (outcome === 'unknownCallback') lines.log('WARN', 'callback is unknown', fieldsWithError);
    else if (rest.isAgain) lines.log('INFO', 'callback is delivered again', fields);
    else if (storedIn === 'queue') lines.log('WARN', 'callback is queued', fieldsWithError);
    else if (outcome === 'answered') lines.log('INFO', 'callback is answered', fields);
    else lines.log('INFO', 'callback is recorded', fields);
  }

  function measure({ command, isUnknown, outcome, isRepeat, decision, storedIn, isLate }: CallbackOutcome): void {
    // Without dimensions for the alarm NoCallbacks, and by command and outcome.
    lines.measure({ [CALLBACKS_METRIC]: 1 }, [{}, { command: isUnknown ? UNKNOWN_COMMAND : command, outcome }]);
    for (const { id, action } of decision?.rules ?? [])
      lines.measure({ [POLICY_RULES_METRIC]: 1 }, [{ rule: id, action }]);
    const notable: readonly (MetricName | false | undefined)[] = [
      METRIC_OF_OUTCOME[outcome],
      isRepeat && 'Repeated',
      storedIn === 'queue' && 'Queued',
      isLate && 'OutOfTime',
      decision?.degraded !== undefined && 'DegradedVerdict',
    ];
    count(Object.fromEntries(notable.filter((name) => !!name).map((name) => [name, 1])));
  }

  /** Measures a delivery of a relay, also when it delivers a callback again. */
  function measureDelivery({ deliveryAgeMs, isRelayClockWrong }: CallbackOutcome): void {
    if (deliveryAgeMs !== undefined) count({ [DELIVERY_AGE_METRIC]: deliveryAgeMs / 1_000 });
    if (isRelayClockWrong) count({ RelayClockWrong: 1 });
  }

  function count(counts: Readonly<Partial<Record<MetricName, number>>>): void {
    if (Object.keys(counts).length > 0) lines.measure(counts);
  }

  /** Omits the command, because an unauthenticated caller can invent it. */
  function reportUnauthenticated(requests: number, { error }: CallbackOutcome): void {
    if (requests === 0) return;
    lines.log('WARN', 'caller is not authenticated', { outcome: 'notAuthenticated', requests, ...errorFields(error) });
    count({ NotAuthenticated: requests });
  }

  return {
    lines,
    reportCallback: (callback) => {
      if (callback.outcome === 'notAuthenticated') return reportUnauthenticated(limiter.add(), callback);
      lines.together(() => {
        log(callback);
        // A test must neither raise an alarm nor hide that OpenIM is silent.
        if (callback.isTest) return;
        measureDelivery(callback);
        if (!callback.isAgain) measure(callback);
      });
    },
    reportRedelivered: (id, error) => {
      if (error === undefined) lines.log('INFO', 'record is redelivered', { id });
      else lines.log('ERROR', 'record could not be redelivered', { id, ...errorFields(error) });
      count({ [error === undefined ? 'Redelivered' : 'NotRedelivered']: 1 });
    },
    reportNotDerived: (id, error) => {
      lines.log('ERROR', 'entries or event could not be derived', { id, ...errorFields(error) });
      count({ NotDerived: 1 });
    },
    reportChanged: (id) => {
      lines.log('ERROR', 'record was changed after it was written', { id });
      count({ RecordChanged: 1 });
    },
  };
}

/**
 * Returns the problem of a rejection, or name and stack of another error. Messages may quote the body. An error of the connection has
 * its code for a name, such as `ECONNRESET`.
 */
function errorFields(error: unknown) {
  if (error instanceof Rejected && !(error instanceof OurFailure)) return { problem: error.problem };
  const cause = error instanceof OurFailure ? error.cause : error;
  if (!(cause instanceof Error)) return {};
  const { name, code, stack = '' } = cause as NodeJS.ErrnoException;
  return {
    error: typeof code === 'string' ? code : name,
    at: stack.split('\n').filter((line) => line.startsWith('    at ')),
  };
}
