import { type CfnElement, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { DlqDestinationConfig, IEventSourceDlq, IEventSourceMapping, IFunction } from 'aws-cdk-lib/aws-lambda';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { PERIOD, sumOf } from './metric.ts';

const KEPT = Duration.days(90);

/**
 * Keys under which Lambda writes: `aws/lambda/`, the ID of the event source mapping, the shard, and the time.
 * Source: AWS Lambda Developer Guide, "Retain discarded records for a DynamoDB event source in Lambda".
 */
const KEYS = 'aws/lambda/*';

/** Keeps batches of the stream that could not be derived, with their data. */
export class FailedBatches extends Construct implements IEventSourceDlq {
  private readonly bucket: Bucket;

  /** @param encryptionKey encrypts the objects */
  constructor(scope: Construct, id: string, encryptionKey?: IKey) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      ...(encryptionKey
        ? { encryption: BucketEncryption.KMS, encryptionKey, bucketKeyEnabled: true }
        : { encryption: BucketEncryption.S3_MANAGED }),
      enforceSSL: true,
      lifecycleRules: [{ expiration: KEPT }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(this.bucket, { 'AwsSolutions-S1': 'Only Lambda writes to it, and only after failures.' });
  }

  /** Lets Lambda write in the function's name. The CDK's own destination would grant reading and deleting, too. */
  bind(_source: IEventSourceMapping, target: IFunction): DlqDestinationConfig {
    const { bucketArn } = this.bucket;
    allow(target, 's3:ListBucket', bucketArn);
    allow(target, 's3:PutObject', this.bucket.arnForObjects(KEYS));
    const logicalID = Stack.of(this).getLogicalId(this.bucket.node.defaultChild as CfnElement);
    if (!target.role) throw new Error(`The function ${target.node.path} has no role`);
    acknowledge(target.role, {
      [`AwsSolutions-IAM5[Resource::<${logicalID}.Arn>/${KEYS}]`]: 'Lambda chooses the names of the objects.',
    });
    return { destination: bucketArn };
  }
}

/**
 * Counts records that an event source gave up: those in the bucket, and those that did not reach it. Lambda emits both metrics only
 * with `EVENT_COUNT`, and counts no record in both.
 * Source: AWS Lambda Developer Guide, "Types of metrics for Lambda functions", event source mapping metrics.
 */
export function failedRecords(EventSourceMappingUUID: string): IMetric {
  const given = {
    namespace: 'AWS/Lambda',
    statistic: 'Sum',
    period: PERIOD,
    dimensionsMap: { EventSourceMappingUUID },
  };
  const names = ['OnFailureDestinationDeliveredEventCount', 'DroppedEventCount'];
  return sumOf(names.map((metricName) => new Metric({ ...given, metricName })));
}

function allow(grantee: IGrantable, action: string, resourceArn: string): void {
  Grant.addToPrincipal({ grantee, actions: [action], resourceArns: [resourceArn] });
}
