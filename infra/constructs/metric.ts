import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { type MetricName, SERVICE_NAME } from '../../functions/callback/metrics.ts';

/** Period of one data point. */
export const PERIOD = Duration.minutes(5);

/** Returns a metric of an environment, summed over all functions. */
export function functionMetric(namespace: string, metricName: MetricName): Metric {
  return new Metric({
    namespace,
    metricName,
    dimensionsMap: { service: SERVICE_NAME },
    statistic: 'Sum',
    period: PERIOD,
  });
}

/** Maximum metrics in the expression of an alarm. Source: Amazon CloudWatch User Guide, "Alarm data queries". */
const MAX_METRICS = 10;

/** Returns sums of up to `MAX_METRICS` metrics each. */
export function sumsOf(metrics: readonly IMetric[]): MathExpression[] {
  const starts = metrics.keys().filter((index) => index % MAX_METRICS === 0);
  return [...starts.map((start) => sumOf(metrics.slice(start, start + MAX_METRICS)))];
}

/** Returns a sum. A missing value counts as 0, because otherwise an idle function would make the sum missing. */
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
