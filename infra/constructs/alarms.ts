import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Alarm, type AlarmProps, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Operation, type TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { StackSettings } from '../stack-settings.ts';
import { AlarmTopic } from './alarm-topic.ts';
import type { FallbackQueue } from './fallback-queue.ts';
import { counted, PERIOD, sumOf, sumsOf } from './metric.ts';
import { rejected } from './rejections.ts';
import { silence } from './silence.ts';

interface AlarmsProps {
  readonly api: RestApi;
  readonly functions: readonly IFunction[];
  readonly table: TableV2;
  readonly eventDeadLetters: IQueue;
  readonly fallback: FallbackQueue;
  readonly settings: Pick<StackSettings, 'alarmEmail' | 'silentHours'>;
}

const SUM = { period: PERIOD, statistic: 'Sum' };
const MOST = { period: PERIOD, statistic: 'Maximum' };

/** Reports what a person must act on. `docs/runbook.md` has an entry for each alarm, by its name. */
export class Alarms extends Construct {
  private readonly topic: ITopic | undefined;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    const { api, functions, table, eventDeadLetters, fallback, settings } = props;
    const { alarmEmail: email, silentHours } = settings;
    if (email !== undefined) this.topic = new AlarmTopic(this, 'Topic', { email }).topic;
    this.addGateway(api);
    this.addFunctions(functions);
    this.add('TableThrottles', 'DynamoDB throttled writes to the audit table', {
      metric: table.metricThrottledRequestsForOperations({ operations: [Operation.PUT_ITEM], period: PERIOD }),
    });
    this.addCounts();
    this.addFallback(fallback);
    this.add('EventDeadLetters', 'records did not reach the event bus', {
      metric: eventDeadLetters.metricApproximateNumberOfMessagesVisible(MOST),
    });
    if (silentHours !== undefined) {
      this.add('NoCallbacks', `no callback with a valid token arrived for ${silentHours} hours`, silence(silentHours));
    }
  }

  private addGateway(api: RestApi): void {
    this.add('SlowAnswers', 'one in a hundred answers took longer than 3 s for 10 minutes', {
      metric: api.metricLatency({ statistic: 'p99', period: PERIOD }),
      threshold: 3_000,
      evaluationPeriods: 2,
    });
    this.add('ServerErrors', 'API Gateway returned 5xx errors of its own', { metric: api.metricServerError(SUM) });
    this.add('GatewayThrottles', 'API Gateway throttled callbacks, which are lost', { metric: rejected('THROTTLED') });
    // A scan from one address is over by then; OpenIM behind a new address calls again and again.
    this.add('DeniedAddresses', 'API Gateway denied callers in three of twelve 5-minute periods', {
      metric: sumOf([rejected('ACCESS_DENIED'), rejected('WAF_FILTERED')]),
      evaluationPeriods: 12,
      datapointsToAlarm: 3,
    });
    this.add('OversizedBodies', 'API Gateway rejected bodies that were too large', {
      metric: rejected('REQUEST_TOO_LARGE'),
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
      metric: counted('NotAuthenticated'),
      threshold: 20,
    });
    this.add('NotRecorded', 'neither the table nor the queue stored a callback, so only the log has it', {
      metric: counted('NotRecorded'),
    });
    this.add('InternalFailures', 'callbacks failed because of a defect in this software', {
      metric: counted('Failed'),
    });
    this.add('DegradedVerdicts', 'before callbacks were decided by failureVerdict or by an outdated policy', {
      metric: counted('DegradedVerdict'),
    });
    this.add('OutOfTime', 'the table answered too late more than 10 times in 5 minutes', {
      metric: counted('OutOfTime'),
      threshold: 10,
    });
  }

  /** What the table does not take is safe for two weeks; a person must see to it that it takes it again. */
  private addFallback({ queue, deadLetters }: FallbackQueue): void {
    this.add('NotRedelivered', 'records of the fallback queue could not be written to the table for 15 minutes', {
      metric: counted('NotRedelivered'),
      evaluationPeriods: 3,
    });
    this.add('FallbackAge', 'records have waited in the fallback queue for more than 15 minutes', {
      metric: queue.metricApproximateAgeOfOldestMessage(MOST),
      threshold: 900,
    });
    // One that was tried and not taken is invisible until it is tried again, which is most of the time.
    this.add('FallbackDepth', 'more than 1,000 records wait in the fallback queue', {
      metric: sumOf([
        queue.metricApproximateNumberOfMessagesVisible(MOST),
        queue.metricApproximateNumberOfMessagesNotVisible(MOST),
      ]),
      threshold: 1_000,
    });
    this.add('FallbackDeadLetters', 'records could not be written to the table for most of a day', {
      metric: deadLetters.metricApproximateNumberOfMessagesVisible(MOST),
    });
  }

  /** As many alarms as the metrics need, of which the runbook has one entry. */
  private addSums(name: string, what: string, metrics: readonly IMetric[]): void {
    sumsOf(metrics).forEach((metric, index) => {
      this.add(name, what, { metric }, index === 0 ? name : `${name}${index + 1}`);
    });
  }

  private add(name: string, what: string, props: Partial<AlarmProps> & { metric: IMetric }, id = name): void {
    const alarm = new Alarm(this, id, {
      alarmDescription: `OpenIM webhook receiver: ${what}. See docs/runbook.md, ${name}.`,
      threshold: 0,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...props,
    });
    if (this.topic) alarm.addAlarmAction(new SnsAction(this.topic));
  }
}
