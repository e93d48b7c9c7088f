import { Duration } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable, ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { FilterCriteria, type Function as LambdaFunction, MetricType, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { DeriveEnvironment } from '../../functions/derivation/derive-settings.ts';
import type { StackSettings } from '../stack-settings.ts';
import { acknowledge } from './acknowledge.ts';
import { FailedBatches, failedRecords } from './failed-batches.ts';
import { queueEncryption } from './queue-encryption.ts';

/** Functions that write entries of slices at the same time: the fewest that an event source of SQS takes. */
export const SLICE_CONCURRENCY = 2;

/** Records of a call of the function. Lambda processes one batch of a shard at a time. */
export const STREAM_BATCH_SIZE = 100;

/**
 * Time for which Lambda collects records before it calls the function, because a call for each record costs more than the work. Zero with
 * the event bus, because subscribers wait.
 */
const STREAM_WINDOW = Duration.seconds(10);

const STREAM_ATTEMPTS = 10;
const SLICE_ATTEMPTS = 10;
const MESSAGES_KEPT = Duration.days(14);

/** A slice takes 2 s to 4 s. Its message must stay invisible for six times the function's timeout. */
export const DERIVE_TIMEOUT = Duration.seconds(60);

/** Megabytes. A record of 6 MB with its people takes 530 MB. */
export const DERIVE_MEMORY = 1_024;

/** New records. Entries, parts and queued chunks have no command, or say whose they are. */
const NEW_RECORDS = {
  eventName: ['INSERT'],
  dynamodb: { NewImage: { command: { S: [{ exists: true }] }, entryOf: { S: [{ exists: false }] } } },
};

/** Changes of all but queued chunks, which a redelivery writes again. */
const CHANGES = {
  eventName: ['MODIFY', 'REMOVE'],
  dynamodb: { OldImage: { place: { N: [{ exists: false }] } } },
};

interface DerivationProps {
  readonly table: ITableV2;
  /** Encrypts the queues and the bucket. */
  readonly key?: IKey | undefined;
  readonly settings: Pick<StackSettings, 'eventBus' | 'entriesPerSecond'>;
}

/** All that the function `derive` reads and writes beside the audit table. */
export class Derivation extends Construct {
  /** Absent when the setting turns it off. */
  readonly bus: EventBus | undefined;
  /** Slices that could not be written. */
  readonly deadLetters: Queue;
  #failedBatches: IMetric | undefined;
  private readonly slices: Queue;
  private readonly failures: FailedBatches;
  private readonly props: DerivationProps;

  constructor(scope: Construct, id: string, props: DerivationProps) {
    super(scope, id);
    this.props = props;
    // Without a description, because CloudFormation knows none in AWS GovCloud (US).
    if (props.settings.eventBus) this.bus = new EventBus(this, 'Bus');
    const safe = { ...queueEncryption(props.key), enforceSSL: true, retentionPeriod: MESSAGES_KEPT };
    this.deadLetters = new Queue(this, 'DeadLetters', safe);
    acknowledge(this.deadLetters, { 'AwsSolutions-SQS3': 'This is the dead-letter queue.' });
    this.slices = new Queue(this, 'Slices', {
      ...safe,
      visibilityTimeout: Duration.seconds(6 * DERIVE_TIMEOUT.toSeconds()),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: SLICE_ATTEMPTS },
    });
    this.failures = new FailedBatches(this, 'Failures', props.key);
  }

  /** Counts records of the stream that were given up, also those that did not reach the bucket. */
  get failedBatches(): IMetric {
    if (!this.#failedBatches) throw new Error('the function is not connected');
    return this.#failedBatches;
  }

  /** Variables of the function, beside those of all functions. */
  get environment(): DeriveEnvironment & Record<string, string> {
    return {
      SLICE_QUEUE_URL: this.slices.queueUrl,
      ENTRIES_PER_SECOND: String(Math.floor(this.props.settings.entriesPerSecond / SLICE_CONCURRENCY)),
      ...(this.bus && { EVENT_BUS_NAME: this.bus.eventBusName }),
    };
  }

  /**
   * Makes the function read the table's stream and the queue of slices, and lets it write what follows.
   *
   * A failed batch is halved until the item that fails is alone, and given up after ten attempts. The bucket gets its data then.
   */
  connect(derive: LambdaFunction): void {
    const { table } = this.props;
    const stream = new DynamoEventSource(table as ITable, {
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: STREAM_BATCH_SIZE,
      ...(!this.bus && { maxBatchingWindow: STREAM_WINDOW }),
      bisectBatchOnError: true,
      retryAttempts: STREAM_ATTEMPTS,
      reportBatchItemFailures: true,
      onFailure: this.failures,
      filters: [FilterCriteria.filter(NEW_RECORDS), FilterCriteria.filter(CHANGES)],
      metricsConfig: { metrics: [MetricType.EVENT_COUNT] },
    });
    derive.addEventSource(stream);
    this.#failedBatches = failedRecords(stream.eventSourceMappingId);
    derive.addEventSource(
      new SqsEventSource(this.slices, {
        batchSize: 1,
        maxConcurrency: SLICE_CONCURRENCY,
        reportBatchItemFailures: true,
      }),
    );
    const allow = (actions: string[], arn: string) =>
      Grant.addToPrincipal({ grantee: derive, actions, resourceArns: [arn] });
    allow(['dynamodb:PutItem', 'dynamodb:BatchGetItem'], table.tableArn);
    allow(['sqs:SendMessage'], this.slices.queueArn);
    if (this.bus) allow(['events:PutEvents'], this.bus.eventBusArn);
  }
}
