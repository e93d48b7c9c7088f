import type { Environment } from '../aws/environment.ts';
import type { Invocation } from './invocation.ts';
import { documentsOf } from './metric-documents.ts';
import type { MetricPoint } from './metric-points.ts';
import { METRICS_NAMESPACE } from './metrics.ts';

const LEVELS: readonly string[] = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'CRITICAL', 'SILENT'];
const DEFAULT_LEVEL = LEVELS.indexOf('INFO');

export type Level = 'INFO' | 'WARN' | 'ERROR';

/** Writes lines of JSON for operators: log lines, and metrics in CloudWatch's embedded metric format (EMF). */
export interface OperatorLines {
  /** Sets the IDs of all log lines that follow. Lambda makes one call at a time. */
  readonly begin: (invocation: Invocation) => void;
  /** Writes a log line and metrics. A line of information has its metrics in itself. */
  readonly log: (
    level: Level,
    message: string,
    fields: Readonly<Record<string, unknown>>,
    points?: readonly MetricPoint[],
  ) => void;
  /** Writes metrics without a log line. */
  readonly measure: (points: readonly MetricPoint[]) => void;
}

/**
 * Creates the lines of one process.
 *
 * @param env has the lowest level to write, `POWERTOOLS_METRICS_NAMESPACE` and `POWERTOOLS_METRICS_DISABLED`; the trace is read from it at each line
 */
export function createOperatorLines(env: Environment): OperatorLines {
  const lowest = lowestLevel(env);
  const namespace = env.POWERTOOLS_METRICS_NAMESPACE || METRICS_NAMESPACE;
  const isMeasuring = env.POWERTOOLS_METRICS_DISABLED !== 'true';
  let invocation: Invocation = {};
  // Time since the start of the process, because this runs while the code is loaded.
  let initMs: number | undefined = Math.round(performance.now());
  const documentsFor = (points: readonly MetricPoint[], at: number) =>
    isMeasuring && points.length > 0 ? documentsOf(points, namespace, at) : [];
  return {
    begin: (begun) => {
      invocation = begun;
    },
    log: (level, message, fields, points = []) => {
      const at = Date.now();
      const documents: Readonly<Record<string, unknown>>[] = documentsFor(points, at);
      if (LEVELS.indexOf(level) >= lowest) {
        const ids = { xray_trace_id: sampledTraceIn(env), ...invocation };
        const line = { level, message, timestamp: new Date(at).toISOString(), ...ids, ...startOf(initMs), ...fields };
        initMs = undefined;
        const [first] = documents;
        if (level !== 'INFO') process.stderr.write(`${JSON.stringify(line)}\n`);
        else if (first && areCompatible(line, first)) documents[0] = { ...line, ...first };
        else documents.unshift(line);
      }
      write(documents);
    },
    measure: (points) => write(documentsFor(points, Date.now())),
  };
}

/** Writes all lines at once, because a write costs as much as a line. */
function write(lines: readonly object[]): void {
  if (lines.length > 0) process.stdout.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

/** Members of both have the same values. They differ in the command of an unknown callback, which is not a dimension. */
function areCompatible(line: Readonly<Record<string, unknown>>, document: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(document).every(([name, value]) => !(name in line) || line[name] === value);
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

/** Returns the X-Ray trace of the call, which Lambda sets before each, if X-Ray keeps it. */
function sampledTraceIn({ _X_AMZN_TRACE_ID: trace = '' }: Environment): string | undefined {
  return /(?:^|;)Sampled=1(?:;|$)/.test(trace) ? /(?:^|;)Root=([^;]*)/.exec(trace)?.[1] : undefined;
}
