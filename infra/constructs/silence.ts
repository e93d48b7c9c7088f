import { Duration } from 'aws-cdk-lib';
import { type AlarmProps, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { functionMetric, PERIOD } from './metric.ts';

/**
 * Returns an alarm on `hours` without a callback that has a valid token.
 *
 * CloudWatch evaluates one day with periods below an hour, and seven days with longer periods. Missing data extends the
 * evaluation by some periods, so short periods alarm sooner.
 * Source: Amazon CloudWatch API Reference, "PutMetricAlarm", `Period`.
 */
export function silence(namespace: string, hours: number) {
  const period = hours <= 24 ? PERIOD : Duration.hours(1);
  return {
    metric: functionMetric(namespace, 'Callbacks').with({ period }),
    threshold: 1,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: Duration.hours(hours).toSeconds() / period.toSeconds(),
    treatMissingData: TreatMissingData.BREACHING,
  } satisfies AlarmProps;
}
