import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { EnvironmentNames } from '../settings/names.ts';
import type { StackSettings } from '../stack-settings.ts';
import type { AddAlarm } from './alarm.ts';
import { AlarmTopic } from './alarm-topic.ts';
import type { Derivation } from './derivation.ts';
import type { FallbackQueue } from './fallback-queue.ts';
import { addCallbackAlarms, addFunctionAlarms } from './function-alarms.ts';
import { addGatewayAlarms } from './gateway-alarms.ts';
import { silence } from './silence.ts';
import { addDerivationAlarms, addFallbackAlarms, addTableAlarms } from './storage-alarms.ts';

interface AlarmsProps {
  readonly api: RestApi;
  readonly functions: readonly IFunction[];
  readonly table: ITableV2;
  readonly derivation: Derivation;
  readonly derive: IFunction;
  readonly fallback: FallbackQueue;
  readonly settings: Pick<StackSettings, 'alarmEmail' | 'alarmTopic' | 'silentHours'>;
  /** Encrypts the topic that the stack makes. */
  readonly key?: IKey | undefined;
  readonly names: EnvironmentNames;
}

/** Alarms that a person must act on. `docs/runbook.md` has an entry under the name of each. */
export class Alarms extends Construct {
  private readonly topics: readonly ITopic[];
  private readonly title: string;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    const { api, functions, table, derivation, derive, fallback, settings, names } = props;
    const { metricsNamespace } = names;
    this.title = names.title;
    const { alarmEmail: email, alarmTopic, silentHours } = settings;
    const { title } = names;
    this.topics = [
      ...(email === undefined ? [] : [new AlarmTopic(this, 'Topic', { email, title, key: props.key }).topic]),
      ...(alarmTopic === undefined ? [] : [Topic.fromTopicArn(this, 'ExistingTopic', alarmTopic)]),
    ];
    const add: AddAlarm = (...alarm) => this.add(...alarm);
    addGatewayAlarms(add, api, metricsNamespace);
    addFunctionAlarms(add, functions);
    addTableAlarms(add, table);
    addCallbackAlarms(add, metricsNamespace);
    addFallbackAlarms(add, fallback, metricsNamespace);
    addDerivationAlarms(add, derivation, derive, metricsNamespace);
    if (silentHours !== undefined) {
      add(
        'NoCallbacks',
        `no callback with a valid token arrived for ${silentHours} hours`,
        silence(metricsNamespace, silentHours),
      );
    }
  }

  private add(...[name, description, props, id = name]: Parameters<AddAlarm>): void {
    const alarm = new Alarm(this, id, {
      alarmDescription: `${this.title}: ${description}. See docs/runbook.md, ${name}.`,
      threshold: 0,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...props,
    });
    alarm.addAlarmAction(...this.topics.map((topic) => new SnsAction(topic)));
  }
}
