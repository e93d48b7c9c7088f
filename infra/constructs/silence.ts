import { Duration } from 'aws-cdk-lib';
import { type AlarmProps, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { functionMetric, PERIOD } from './metric.ts';

/**
 * Alarms when no callback with a valid token came for `hours`.
 *
 * CloudWatch looks back one day with periods under an hour, and seven days with longer ones. Where data is missing it looks back
 * some periods further, so that short ones alarm sooner.
 * Source: Amazon CloudWatch API Reference, "PutMetricAlarm", `Period`.
 */
export function silence(hours: number) {
  const period = hours <= 24 ? PERIOD : Duration.hours(1);
  return {
    metric: functionMetric('Callbacks').with({ period }),
    threshold: 1,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: Duration.hours(hours).toSeconds() / period.toSeconds(),
    treatMissingData: TreatMissingData.BREACHING,
  } satisfies AlarmProps;
}
