import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Alarm, type AlarmProps, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Operation, type Table } from 'aws-cdk-lib/aws-dynamodb';
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
  readonly table: Table;
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
    this.add('TableThrottles', 'the audit table rejected writes', {
      metric: table.metricThrottledRequestsForOperations({ operations: [Operation.PUT_ITEM], period: PERIOD }),
    });
    this.addCounts();
    this.addFallback(fallback);
    this.add('EventDeadLetters', 'recorded callbacks did not reach the event bus', {
      metric: eventDeadLetters.metricApproximateNumberOfMessagesVisible(MOST),
    });
    if (silentHours !== undefined) {
      this.add('NoCallbacks', `no callback with a valid token came for ${silentHours} hours`, silence(silentHours));
    }
  }

  private addGateway(api: RestApi): void {
    this.add('SlowAnswers', 'answers take longer than 3 s at the 99th percentile', {
      metric: api.metricLatency({ statistic: 'p99', period: PERIOD }),
      threshold: 3_000,
      evaluationPeriods: 2,
    });
    this.add('ServerErrors', 'the gateway answered errors of its own (5xx)', { metric: api.metricServerError(SUM) });
    this.add('GatewayThrottles', 'the gateway throttled callbacks', { metric: rejected('THROTTLED') });
    // A scan from one address is over by then; OpenIM behind a new address calls again and again.
    this.add('DeniedAddresses', 'the gateway denied callers in three of twelve periods of 5 minutes', {
      metric: sumOf([rejected('ACCESS_DENIED'), rejected('WAF_FILTERED')]),
      evaluationPeriods: 12,
      datapointsToAlarm: 3,
    });
    this.add('OversizedBodies', 'bodies were too large for the gateway', { metric: rejected('REQUEST_TOO_LARGE') });
  }

  private addFunctions(functions: readonly IFunction[]): void {
    const errors = functions.map((fn) => fn.metricErrors({ period: PERIOD }));
    const throttles = functions.map((fn) => fn.metricThrottles({ period: PERIOD }));
    this.addSums('FunctionErrors', 'a function crashed or ran out of time', errors);
    this.addSums('Throttles', 'Lambda rejected callbacks because too many came', throttles);
  }

  private addCounts(): void {
    this.add('RefusedCredentials', 'callers present no token or a wrong token', {
      metric: counted('NotAuthenticated'),
      threshold: 20,
    });
    this.add('NotRecorded', 'callbacks are in neither the table nor the queue', { metric: counted('NotRecorded') });
    this.add('InternalFailures', 'callbacks met a defect', { metric: counted('Failed') });
    this.add('DegradedVerdicts', 'before callbacks are decided by a failure, or by an old policy', {
      metric: counted('DegradedVerdict'),
    });
    this.add('OutOfTime', 'the table does not answer in its share of the deadline', {
      metric: counted('OutOfTime'),
      threshold: 10,
    });
  }

  /** What the table does not take is safe for two weeks; a person must see to it that it takes it again. */
  private addFallback({ queue, deadLetters }: FallbackQueue): void {
    this.add('NotRedelivered', 'the table has not taken records of the queue for 15 minutes', {
      metric: counted('NotRedelivered'),
      evaluationPeriods: 3,
    });
    this.add('FallbackAge', 'records have waited for the table for more than 15 minutes', {
      metric: queue.metricApproximateAgeOfOldestMessage(MOST),
      threshold: 900,
    });
    // One that was tried and not taken is invisible until it is tried again, which is most of the time.
    this.add('FallbackDepth', 'more than 1,000 records wait for the table', {
      metric: sumOf([
        queue.metricApproximateNumberOfMessagesVisible(MOST),
        queue.metricApproximateNumberOfMessagesNotVisible(MOST),
      ]),
      threshold: 1_000,
    });
    this.add('FallbackDeadLetters', 'the table did not take records for most of a day', {
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
