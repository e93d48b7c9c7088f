import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { METRICS_NAMESPACE, type MetricName, SERVICE_NAME } from '../../functions/callback/metrics.ts';

/** The time that one figure is of. */
export const PERIOD = Duration.minutes(5);

/** What the functions count, over all of them. */
export function functionMetric(metricName: MetricName): Metric {
  return new Metric({
    namespace: METRICS_NAMESPACE,
    metricName,
    dimensionsMap: { service: SERVICE_NAME },
    statistic: 'Sum',
    period: PERIOD,
  });
}

/** Metrics that the expression of an alarm takes. Source: Amazon CloudWatch User Guide, "Alarm data queries". */
const MAX_METRICS = 10;

/** Sums of as many metrics as an alarm takes each. */
export function sumsOf(metrics: readonly IMetric[]): MathExpression[] {
  const starts = metrics.keys().filter((index) => index % MAX_METRICS === 0);
  return [...starts.map((start) => sumOf(metrics.slice(start, start + MAX_METRICS)))];
}

/** A function that is not called has no figures, and nothing plus something would be nothing. */
export function sumOf(metrics: readonly IMetric[]): MathExpression {
  const usingMetrics = Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric]));
  return new MathExpression({
    expression: Object.keys(usingMetrics)
      .map((name) => `FILL(${name}, 0)`)
      .join(' + '),
    usingMetrics,
    period: PERIOD,
  });
}
