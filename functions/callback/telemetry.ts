import type { BatchLines } from './batch-lines.ts';
import type { CallbackOutcome, Report } from './callback-outcome.ts';
import type { Invocation } from './invocation.ts';
import { errorFields, fieldsOf, headlineOf } from './log-fields.ts';
import { countOf, pointsOf } from './metric-points.ts';
import { createOperatorLines, type OperatorLines } from './operator-lines.ts';
import { ReportLimiter } from './report-limiter.ts';

/** Only the function of batches imports what makes lines of them. */
export type CollectLines = (lines: OperatorLines) => BatchLines;

/** Logs and metrics for operators, without headers, tokens and bodies. */
export interface Telemetry {
  readonly lines: OperatorLines;
  /** Starts a call. Lambda makes one call of a process at a time. */
  readonly begin: (invocation: Invocation) => void;
  /** Ends a call, and writes the line of a batch. */
  readonly end: () => void;
  /** Writes a log line for a callback, which has its metrics. Callbacks of a batch are collected until the call ends. */
  readonly reportCallback: Report;
  /** Reports a message of the fallback queue that was written to the table, or the error that prevented it. */
  readonly reportRedelivered: (id: string, error?: unknown) => void;
  /** Reports an item of the table's stream, or a slice of one, from which not all could be derived. */
  readonly reportNotDerived: (id: string, error: unknown) => void;
  /** Reports a change of an item that was to be written once. */
  readonly reportChanged: (id: string) => void;
}

/** @param collect makes what collects the callbacks of a batch; without it, each has a line of its own */
export function createTelemetry(collect?: CollectLines): Telemetry {
  const lines = createOperatorLines(process.env);
  const limiter = new ReportLimiter();
  const batch = collect?.(lines);

  /** Omits the command, because an unauthenticated caller can invent it. */
  function reportUnauthenticated({ outcome, error }: CallbackOutcome): void {
    const requests = limiter.add();
    if (requests === 0) return;
    const fields = { outcome, requests, ...errorFields(error) };
    lines.log('WARN', 'caller is not authenticated', fields, [countOf('NotAuthenticated', requests)]);
  }

  return {
    lines,
    begin: lines.begin,
    end: () => batch?.end(),
    reportCallback: (callback) => {
      if (callback.outcome === 'notAuthenticated') return reportUnauthenticated(callback);
      const { level, message } = headlineOf(callback);
      if (!batch || callback.line === undefined) lines.log(level, message, fieldsOf(callback), pointsOf(callback));
      else if (batch.add(callback)) lines.log(level, message, fieldsOf(callback));
    },
    reportRedelivered: (id, error) => {
      if (error === undefined) lines.log('INFO', 'record is redelivered', { id }, [countOf('Redelivered')]);
      else {
        const fields = { id, ...errorFields(error) };
        lines.log('ERROR', 'record could not be redelivered', fields, [countOf('NotRedelivered')]);
      }
    },
    reportNotDerived: (id, error) => {
      const fields = { id, ...errorFields(error) };
      lines.log('ERROR', 'entries or event could not be derived', fields, [countOf('NotDerived')]);
    },
    reportChanged: (id) => {
      lines.log('ERROR', 'record was changed after it was written', { id }, [countOf('RecordChanged')]);
    },
  };
}
