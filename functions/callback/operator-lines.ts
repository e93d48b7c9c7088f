import type { Environment } from '../aws/environment.ts';
import type { Invocation } from './invocation.ts';
import { DELIVERY_AGE_METRIC, METRICS_NAMESPACE, SERVICE_NAME } from './metrics.ts';

const LEVELS: readonly string[] = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'CRITICAL', 'SILENT'];
const DEFAULT_LEVEL = LEVELS.indexOf('INFO');

/** Writes lines of JSON for operators: log lines, and metrics in CloudWatch's embedded metric format (EMF). */
export interface OperatorLines {
  /** Sets the IDs of all log lines that follow. Lambda makes one call at a time. */
  readonly begin: (invocation: Invocation) => void;
  /** Writes all lines of a callback at once, because a write costs as much as the line. */
  readonly together: (run: () => void) => void;
  /** Omits empty fields. */
  readonly log: (level: 'INFO' | 'WARN' | 'ERROR', message: string, fields: Readonly<Record<string, unknown>>) => void;
  /** @param dimensionSets sets of dimensions besides the service */
  readonly measure: (
    counts: Readonly<Record<string, number>>,
    dimensionSets?: readonly Readonly<Record<string, string>>[],
  ) => void;
}

/**
 * Creates the lines of one process.
 *
 * @param env has the lowest level to write, `POWERTOOLS_METRICS_NAMESPACE` and `POWERTOOLS_METRICS_DISABLED`; the trace is read from it at
 *   each line
 */
export function createOperatorLines(env: Environment): OperatorLines {
  const lowest = lowestLevel(env);
  let invocation: Invocation = {};
  // Time since the process started, because this is made at load.
  let initMs: number | undefined = Math.round(performance.now());
  let held: string | undefined;
  const write = (line: string) => {
    if (held === undefined) process.stdout.write(`${line}\n`);
    else held += `${line}\n`;
  };
  return {
    begin: (begun) => {
      invocation = begun;
    },
    together: (run) => {
      held = '';
      try {
        run();
      } finally {
        const text = held;
        held = undefined;
        if (text !== '') process.stdout.write(text);
      }
    },
    log: (level, message, fields) => {
      if (LEVELS.indexOf(level) < lowest) return;
      const line = { level, message, timestamp: new Date().toISOString(), service: SERVICE_NAME, sampling_rate: 0 };
      const shown = Object.entries(fields).filter(([, value]) => value !== '' && value !== null);
      const ids = { xray_trace_id: traceIn(env), ...invocation };
      const text = JSON.stringify({ ...line, ...ids, ...startOf(initMs), ...Object.fromEntries(shown) });
      initMs = undefined;
      if (level === 'INFO') write(text);
      else process.stderr.write(`${text}\n`);
    },
    measure: (counts, dimensionSets = [{}]) => {
      if (env.POWERTOOLS_METRICS_DISABLED === 'true') return;
      const metrics = {
        Namespace: env.POWERTOOLS_METRICS_NAMESPACE || METRICS_NAMESPACE,
        Dimensions: dimensionSets.map((dimensions) => ['service', ...Object.keys(dimensions)]),
        Metrics: Object.keys(counts).map((Name) => ({
          Name,
          Unit: Name === DELIVERY_AGE_METRIC ? 'Seconds' : 'Count',
        })),
      };
      const envelope = { _aws: { Timestamp: Date.now(), CloudWatchMetrics: [metrics] }, service: SERVICE_NAME };
      write(JSON.stringify(Object.assign(envelope, ...dimensionSets, counts)));
    },
  };
}

/** Lambda sets the first variable, and an operator may set the others. */
function lowestLevel({ AWS_LAMBDA_LOG_LEVEL, POWERTOOLS_LOG_LEVEL, LOG_LEVEL }: Environment): number {
  const names = [AWS_LAMBDA_LOG_LEVEL?.replace('FATAL', 'CRITICAL'), POWERTOOLS_LOG_LEVEL, LOG_LEVEL];
  const levels = names.map((name = '') => LEVELS.indexOf(name));
  return levels.find((level) => level !== -1) ?? DEFAULT_LEVEL;
}

/** Returns the figures of a cold start for its first log line. Without the time, the line is a later one. */
function startOf(initMs: number | undefined) {
  if (initMs === undefined) return undefined;
  return { coldStart: true, initMs, memoryMB: Math.round(process.memoryUsage.rss() / 1_048_576) };
}

/** Returns the X-Ray trace of the call, which Lambda sets before each. */
function traceIn({ _X_AMZN_TRACE_ID: trace }: Environment): string | undefined {
  return trace?.includes('=') ? /(?:^|;)Root=([^;]*)/.exec(trace)?.[1] : trace;
}
