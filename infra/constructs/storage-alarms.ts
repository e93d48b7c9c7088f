import { Duration } from 'aws-cdk-lib';
import { type ITableV2, Operation } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { type AddAlarm, MAXIMUM } from './alarm.ts';
import type { Derivation } from './derivation.ts';
import type { FallbackQueue } from './fallback-queue.ts';
import { functionMetric, PERIOD, sumOf } from './metric.ts';

/** Adds the alarm on writes that the audit table throttles. */
export function addTableAlarms(add: AddAlarm, table: ITableV2): void {
  add('TableThrottles', 'DynamoDB throttled writes to the audit table', {
    metric: table.metricThrottledRequestsForOperations({ operations: [Operation.PUT_ITEM], period: PERIOD }),
  });
}

/** Adds alarms on the fallback queue. It keeps records for two weeks, so a person must repair the table within that time. */
export function addFallbackAlarms(add: AddAlarm, { queue, deadLetters }: FallbackQueue, namespace: string): void {
  add('NotRedelivered', 'for 15 minutes, records of the fallback queue could not be written to the table', {
    metric: functionMetric(namespace, 'NotRedelivered'),
    evaluationPeriods: 3,
  });
  add('FallbackAge', 'records have waited in the fallback queue for more than 15 minutes', {
    metric: queue.metricApproximateAgeOfOldestMessage(MAXIMUM),
    threshold: 900,
  });
  // Includes invisible messages, because a message is invisible for two minutes after each failed attempt.
  add('FallbackDepth', 'more than 1,000 records wait in the fallback queue', {
    metric: sumOf([
      queue.metricApproximateNumberOfMessagesVisible(MAXIMUM),
      queue.metricApproximateNumberOfMessagesNotVisible(MAXIMUM),
    ]),
    threshold: 1_000,
  });
  add('FallbackDeadLetters', 'records reached the dead-letter queue after 20 hours of failed writes to the table', {
    metric: deadLetters.metricApproximateNumberOfMessagesVisible(MAXIMUM),
  });
}

/** Adds alarms on records that an operator must derive again, and on changed records. */
export function addDerivationAlarms(
  add: AddAlarm,
  { deadLetters, failedBatches }: Derivation,
  derive: IFunction,
  namespace: string,
): void {
  add('DerivationFailures', 'entries or events of some records could not be written after 10 attempts', {
    metric: failedBatches,
  });
  add('DerivationAge', "the function derive is more than 15 minutes behind the table's stream", {
    metric: derive.metric('IteratorAge', MAXIMUM),
    threshold: Duration.minutes(15).toMilliseconds(),
  });
  add('DerivationDeadLetters', 'entries of a record with many people could not be written', {
    metric: deadLetters.metricApproximateNumberOfMessagesVisible(MAXIMUM),
  });
  add('RecordsChanged', 'a record of the audit table was changed or deleted', {
    metric: functionMetric(namespace, 'RecordChanged'),
  });
}
