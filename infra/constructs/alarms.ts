import { Duration } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Alarm, type AlarmProps, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Operation, type TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { StackSettings } from '../stack-settings.ts';
import { AlarmTopic } from './alarm-topic.ts';
import type { Derivation } from './derivation.ts';
import type { FallbackQueue } from './fallback-queue.ts';
import { rejectionMetric } from './gateway-rejections.ts';
import { functionMetric, PERIOD, sumOf, sumsOf } from './metric.ts';
import { silence } from './silence.ts';

interface AlarmsProps {
  readonly api: RestApi;
  readonly functions: readonly IFunction[];
  readonly table: TableV2;
  readonly derivation: Derivation;
  readonly derive: IFunction;
  readonly fallback: FallbackQueue;
  readonly settings: Pick<StackSettings, 'alarmEmail' | 'silentHours'>;
}

const SUM = { period: PERIOD, statistic: 'Sum' };
const MAXIMUM = { period: PERIOD, statistic: 'Maximum' };

/** Alarms that a person must act on. `docs/runbook.md` has an entry under the name of each. */
export class Alarms extends Construct {
  private readonly topic: ITopic | undefined;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    const { api, functions, table, derivation, derive, fallback, settings } = props;
    const { alarmEmail: email, silentHours } = settings;
    if (email !== undefined) this.topic = new AlarmTopic(this, 'Topic', { email }).topic;
    this.addGateway(api);
    this.addFunctions(functions);
    this.add('TableThrottles', 'DynamoDB throttled writes to the audit table', {
      metric: table.metricThrottledRequestsForOperations({ operations: [Operation.PUT_ITEM], period: PERIOD }),
    });
    this.addCounts();
    this.addFallback(fallback);
    this.addDerivation(derivation, derive);
    if (silentHours !== undefined) {
      this.add('NoCallbacks', `no callback with a valid token arrived for ${silentHours} hours`, silence(silentHours));
    }
  }

  private addGateway(api: RestApi): void {
    this.add('SlowAnswers', 'for 10 minutes, 1 in 100 answers took longer than 3 s', {
      metric: api.metricLatency({ statistic: 'p99', period: PERIOD }),
      threshold: 3_000,
      evaluationPeriods: 2,
    });
    this.add('ServerErrors', 'API Gateway returned 5xx errors of its own', { metric: api.metricServerError(SUM) });
    this.add('GatewayThrottles', 'API Gateway throttled callbacks, which are lost', {
      metric: rejectionMetric('THROTTLED'),
    });
    // Scans are short. OpenIM behind a new address calls repeatedly.
    this.add('DeniedAddresses', 'API Gateway denied callers in 3 of 12 five-minute periods', {
      metric: sumOf([rejectionMetric('ACCESS_DENIED'), rejectionMetric('WAF_FILTERED')]),
      evaluationPeriods: 12,
      datapointsToAlarm: 3,
    });
    this.add('OversizedBodies', 'API Gateway rejected bodies that were too large', {
      metric: rejectionMetric('REQUEST_TOO_LARGE'),
    });
  }

  private addFunctions(functions: readonly IFunction[]): void {
    const errors = functions.map((fn) => fn.metricErrors({ period: PERIOD }));
    const throttles = functions.map((fn) => fn.metricThrottles({ period: PERIOD }));
    this.addSums('FunctionErrors', 'a function crashed or timed out', errors);
    this.addSums('Throttles', 'Lambda throttled a function because of its concurrency limit', throttles);
  }

  private addCounts(): void {
    this.add('RefusedCredentials', 'more than 20 requests in 5 minutes had no token or a wrong token', {
      metric: functionMetric('NotAuthenticated'),
      threshold: 20,
    });
    this.add('NotRecorded', 'neither the table nor the queue stored a callback, so its record is only in the log', {
      metric: functionMetric('NotRecorded'),
    });
    this.add('InternalFailures', 'callbacks failed because of a defect in this software', {
      metric: functionMetric('Failed'),
    });
    this.add('DegradedVerdicts', 'before callbacks were decided by failureVerdict or by an outdated policy', {
      metric: functionMetric('DegradedVerdict'),
    });
    this.add('OutOfTime', 'more than 10 times in 5 minutes, the table did not answer in time', {
      metric: functionMetric('OutOfTime'),
      threshold: 10,
    });
  }

  /** The queue keeps records for two weeks. Within that time a person must repair the table. */
  private addFallback({ queue, deadLetters }: FallbackQueue): void {
    this.add('NotRedelivered', 'for 15 minutes, records of the fallback queue could not be written to the table', {
      metric: functionMetric('NotRedelivered'),
      evaluationPeriods: 3,
    });
    this.add('FallbackAge', 'records have waited in the fallback queue for more than 15 minutes', {
      metric: queue.metricApproximateAgeOfOldestMessage(MAXIMUM),
      threshold: 900,
    });
    // Includes invisible messages, because a message is invisible for two minutes after each failed attempt.
    this.add('FallbackDepth', 'more than 1,000 records wait in the fallback queue', {
      metric: sumOf([
        queue.metricApproximateNumberOfMessagesVisible(MAXIMUM),
        queue.metricApproximateNumberOfMessagesNotVisible(MAXIMUM),
      ]),
      threshold: 1_000,
    });
    this.add(
      'FallbackDeadLetters',
      'records reached the dead-letter queue after 20 hours of failed writes to the table',
      {
        metric: deadLetters.metricApproximateNumberOfMessagesVisible(MAXIMUM),
      },
    );
  }

  /** Adds as many alarms as the metrics need. They share one entry in the runbook. */
  private addSums(name: string, description: string, metrics: readonly IMetric[]): void {
    sumsOf(metrics).forEach((metric, index) => {
      this.add(name, description, { metric }, index === 0 ? name : `${name}${index + 1}`);
    });
  }

  /** Reports what a person must derive again, and what somebody changed. */
  private addDerivation({ deadLetters, failedBatches }: Derivation, derive: IFunction): void {
    this.add('DerivationFailures', 'entries or events of some records could not be written after 10 attempts', {
      metric: failedBatches,
    });
    this.add('DerivationAge', "the function derive is more than 15 minutes behind the table's stream", {
      metric: derive.metric('IteratorAge', MAXIMUM),
      threshold: Duration.minutes(15).toMilliseconds(),
    });
    this.add('DerivationDeadLetters', 'entries of a record with many people could not be written', {
      metric: deadLetters.metricApproximateNumberOfMessagesVisible(MAXIMUM),
    });
    this.add('RecordsChanged', 'a record of the audit table was changed or deleted', {
      metric: functionMetric('RecordChanged'),
    });
  }

  private add(name: string, description: string, props: Partial<AlarmProps> & { metric: IMetric }, id = name): void {
    const alarm = new Alarm(this, id, {
      alarmDescription: `OpenIM webhook receiver: ${description}. See docs/runbook.md, ${name}.`,
      threshold: 0,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...props,
    });
    if (this.topic) alarm.addAlarmAction(new SnsAction(this.topic));
  }
}
