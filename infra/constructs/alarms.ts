import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Operation, type Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { AlarmTopic } from './alarm-topic.ts';
import type { FallbackQueue } from './fallback-queue.ts';
import { counted, PERIOD, sumOf } from './metrics.ts';

interface AlarmsProps {
  readonly api: RestApi;
  readonly functions: readonly IFunction[];
  readonly table: Table;
  readonly eventDeadLetters: IQueue;
  readonly fallback: FallbackQueue;
  readonly email?: string | undefined;
}

/** What a person must hear of. The README's runbook has an entry for each, by the name of the alarm. */
export class Alarms extends Construct {
  private readonly topic: ITopic | undefined;

  constructor(scope: Construct, id: string, { api, functions, table, eventDeadLetters, fallback, email }: AlarmsProps) {
    super(scope, id);
    if (email !== undefined) this.topic = new AlarmTopic(this, 'Topic', { email }).topic;
    this.add('SlowAnswers', 'answers take longer than 3 s at the 99th percentile', 3_000, {
      metric: api.metricLatency({ statistic: 'p99', period: PERIOD }),
      periods: 2,
    });
    this.add('ServerErrors', 'the gateway answered errors of its own (5xx)', 0, {
      metric: api.metricServerError({ statistic: 'Sum', period: PERIOD }),
    });
    this.add('FunctionErrors', 'a function crashed or ran out of time', 0, {
      metric: sumOf(functions.map((fn) => fn.metricErrors({ period: PERIOD }))),
    });
    this.add('Throttles', 'callbacks were turned away because too many came', 0, {
      metric: sumOf(functions.map((fn) => fn.metricThrottles({ period: PERIOD }))),
    });
    this.add('TableThrottles', 'the audit table turned writes away', 0, {
      metric: table.metricThrottledRequestsForOperations({ operations: [Operation.PUT_ITEM], period: PERIOD }),
    });
    this.add('RefusedCredentials', 'callers present no or wrong tokens', 20, { metric: counted('NotAuthenticated') });
    this.add('NotRecorded', 'callbacks were recorded nowhere', 0, { metric: counted('NotRecorded') });
    this.add('InternalFailures', 'callbacks ran into a defect', 0, { metric: counted('Failed') });
    this.add('DegradedVerdicts', 'before callbacks are decided by a failure, or by an old policy', 0, {
      metric: counted('DegradedVerdict'),
    });
    this.add('OutOfTime', 'the table does not answer in its share of the deadline', 10, {
      metric: counted('OutOfTime'),
    });
    this.addFallback(fallback);
    this.add('EventDeadLetters', 'recorded callbacks did not reach the event bus', 0, {
      metric: eventDeadLetters.metricApproximateNumberOfMessagesVisible({ period: PERIOD, statistic: 'Maximum' }),
    });
  }

  /** What the table does not take is safe for two weeks; a person must see to it that it takes it again. */
  private addFallback({ queue, deadLetters }: FallbackQueue): void {
    const most = { period: PERIOD, statistic: 'Maximum' };
    this.add('NotRedelivered', 'the table has not taken records of the queue for 15 minutes', 0, {
      metric: counted('NotRedelivered'),
      periods: 3,
    });
    this.add('FallbackAge', 'records have waited for the table for more than 15 minutes', 900, {
      metric: queue.metricApproximateAgeOfOldestMessage(most),
    });
    // One that was tried and not taken is invisible until it is tried again, which is most of the time.
    this.add('FallbackDepth', 'more than 1,000 records wait for the table', 1_000, {
      metric: sumOf([
        queue.metricApproximateNumberOfMessagesVisible(most),
        queue.metricApproximateNumberOfMessagesNotVisible(most),
      ]),
    });
    this.add('FallbackDeadLetters', 'records could not be put into the table for a day', 0, {
      metric: deadLetters.metricApproximateNumberOfMessagesVisible(most),
    });
  }

  private add(
    name: string,
    what: string,
    threshold: number,
    { metric, periods = 1 }: { metric: IMetric; periods?: number },
  ) {
    const alarm = new Alarm(this, name, {
      alarmDescription: `OpenIM webhook receiver: ${what}. See "${name}" in the README's runbook.`,
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    if (this.topic) alarm.addAlarmAction(new SnsAction(this.topic));
  }
}
