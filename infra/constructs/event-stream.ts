import { Duration } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnPipe } from 'aws-cdk-lib/aws-pipes';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { SORT_KEY } from '../../functions/audit/table-keys.ts';
import { acknowledge } from './acknowledge.ts';

/** `source` of the events. */
export const EVENT_SOURCE = 'openim.webhook';

/** What a subscriber gets of a record: all but the body. */
const DETAIL = {
  eventID: 'S',
  receivedAt: 'S',
  command: 'S',
  sentAs: 'S',
  groupID: 'S',
  userID: 'S',
  operationID: 'S',
  outcome: 'S',
  reason: 'S',
  sourceIP: 'S',
  requestID: 'S',
  repeatOf: 'S',
  event: 'M',
  decision: 'M',
} as const;

/** New records, repeats included. The parts of a large record and queued pieces have no `receivedAt`. */
const NEW_RECORDS = { eventName: ['INSERT'], dynamodb: { NewImage: { [SORT_KEY]: { S: [{ exists: true }] } } } };

const NEW_IMAGE = '$.dynamodb.NewImage';

/** One event on a bus of our own for each recorded callback, without any code in between. */
export class EventStream extends Construct {
  readonly bus: EventBus;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { table }: { table: TableV2 }) {
    super(scope, id);
    this.bus = new EventBus(this, 'Bus', { description: "Every callback of OpenIM's that was recorded" });
    this.deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(this.deadLetters, { 'AwsSolutions-SQS3': 'This is the dead-letter queue.' });
    new CfnPipe(this, 'Pipe', {
      description: 'From the audit table to the event bus',
      roleArn: this.roleFor(table).roleArn,
      source: table.tableStreamArn as string,
      sourceParameters: {
        dynamoDbStreamParameters: {
          startingPosition: 'LATEST',
          batchSize: 10,
          maximumRetryAttempts: 10,
          maximumRecordAgeInSeconds: Duration.hours(6).toSeconds(),
          onPartialBatchItemFailure: 'AUTOMATIC_BISECT',
          deadLetterConfig: { arn: this.deadLetters.queueArn },
        },
        filterCriteria: { filters: [{ pattern: JSON.stringify(NEW_RECORDS) }] },
      },
      target: this.bus.eventBusArn,
      targetParameters: {
        eventBridgeEventBusParameters: {
          source: EVENT_SOURCE,
          detailType: `${NEW_IMAGE}.command.S`,
          time: `${NEW_IMAGE}.receivedAt.S`,
        },
        inputTemplate: detailTemplate(),
      },
    });
  }

  private roleFor(table: TableV2): Role {
    const allow = (actions: string[], resource: string) => new PolicyStatement({ actions, resources: [resource] });
    const statements = [
      allow(
        ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
        table.tableStreamArn as string,
      ),
      allow(['events:PutEvents'], this.bus.eventBusArn),
      allow(['sqs:SendMessage'], this.deadLetters.queueArn),
    ];
    return new Role(this, 'PipeRole', {
      assumedBy: new ServicePrincipal('pipes.amazonaws.com'),
      inlinePolicies: { Pipe: new PolicyDocument({ statements }) },
    });
  }
}

/**
 * A variable stands without quotation marks: the pipe puts a string's own around it, and objects as they are.
 * Source: Amazon EventBridge User Guide, "EventBridge Pipes input transformation".
 */
function detailTemplate(): string {
  const fields = Object.entries(DETAIL).map(([name, type]) => `"${name}": <${NEW_IMAGE}.${name}.${type}>`);
  return `{${fields.join(', ')}}`;
}
