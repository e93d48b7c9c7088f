import type { Environment } from '../aws/environment.ts';
import { DELIVERY_AGE_METRIC, METRICS_NAMESPACE, SERVICE_NAME } from './metrics.ts';

const LEVELS: readonly string[] = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'CRITICAL', 'SILENT'];
const DEFAULT_LEVEL = LEVELS.indexOf('INFO');

/** Writes lines of JSON for operators: log lines, and metrics in CloudWatch's embedded metric format (EMF). */
export interface OperatorLines {
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
 * @param env has the lowest level to write, and `POWERTOOLS_METRICS_DISABLED`; the trace is read from it at each line
 */
export function createOperatorLines(env: Environment): OperatorLines {
  const lowest = lowestLevel(env);
  return {
    log: (level, message, fields) => {
      if (LEVELS.indexOf(level) < lowest) return;
      const shown = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '' && value !== null));
      const line = { level, message, timestamp: new Date().toISOString(), service: SERVICE_NAME, sampling_rate: 0 };
      const stream = level === 'INFO' ? process.stdout : process.stderr;
      stream.write(`${JSON.stringify({ ...line, xray_trace_id: traceIn(env), ...shown })}\n`);
    },
    measure: (counts, dimensionSets = [{}]) => {
      if (env.POWERTOOLS_METRICS_DISABLED === 'true') return;
      const metrics = {
        Namespace: METRICS_NAMESPACE,
        Dimensions: dimensionSets.map((dimensions) => ['service', ...Object.keys(dimensions)]),
        Metrics: Object.keys(counts).map((Name) => ({
          Name,
          Unit: Name === DELIVERY_AGE_METRIC ? 'Seconds' : 'Count',
        })),
      };
      const envelope = { _aws: { Timestamp: Date.now(), CloudWatchMetrics: [metrics] }, service: SERVICE_NAME };
      process.stdout.write(`${JSON.stringify(Object.assign(envelope, ...dimensionSets, counts))}\n`);
    },
  };
}

/** Lambda sets the first variable, and an operator may set the others. */
function lowestLevel({ AWS_LAMBDA_LOG_LEVEL, POWERTOOLS_LOG_LEVEL, LOG_LEVEL }: Environment): number {
  const names = [AWS_LAMBDA_LOG_LEVEL?.replace('FATAL', 'CRITICAL'), POWERTOOLS_LOG_LEVEL, LOG_LEVEL];
  const levels = names.map((name = '') => LEVELS.indexOf(name));
  return levels.find((level) => level !== -1) ?? DEFAULT_LEVEL;
}

/** Returns the X-Ray trace of the call, which Lambda sets before each. */
function traceIn({ _X_AMZN_TRACE_ID: trace }: Environment): string | undefined {
  return trace?.includes('=') ? /(?:^|;)Root=([^;]*)/.exec(trace)?.[1] : trace;
}
