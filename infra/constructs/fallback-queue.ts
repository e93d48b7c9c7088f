import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { queueEncryption } from './queue-encryption.ts';

/** A failed message is retried every two minutes for 20 hours. It is deleted when it is two weeks old. */
const VISIBILITY_TIMEOUT = Duration.minutes(2);
const MAX_RECEIVE_COUNT = 600;
const RETENTION = Duration.days(14);

/** Keeps records until the audit table accepts them. */
export class FallbackQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  /** @param key encrypts the queues */
  constructor(scope: Construct, id: string, key?: IKey) {
    super(scope, id);
    const safe = {
      ...queueEncryption(key),
      enforceSSL: true,
      retentionPeriod: RETENTION,
      removalPolicy: RemovalPolicy.RETAIN,
    };
    this.deadLetters = new Queue(this, 'DeadLetters', safe);
    acknowledge(this.deadLetters, { 'AwsSolutions-SQS3': 'This is the dead-letter queue.' });
    this.queue = new Queue(this, 'Queue', {
      ...safe,
      visibilityTimeout: VISIBILITY_TIMEOUT,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MAX_RECEIVE_COUNT },
    });
  }

  /** Lets a function send messages only. */
  grantSend(grantee: IGrantable): void {
    Grant.addToPrincipal({ grantee, actions: ['sqs:SendMessage'], resourceArns: [this.queue.queueArn] });
  }

  /** Delivers messages to a function, which reports each failed message. */
  deliverTo(redeliver: LambdaFunction): void {
    redeliver.addEventSource(
      new SqsEventSource(this.queue, { batchSize: 10, reportBatchItemFailures: true, maxConcurrency: 5 }),
    );
  }
}
