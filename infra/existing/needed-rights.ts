import { namesOf } from '../settings/names.ts';
import type { StackSettings } from '../stack-settings.ts';
import { arnParts } from './arn-parts.ts';
import type { StackLocation } from './findings.ts';

/** Actions of the stack's roles on some resources. */
export interface NeededRights {
  readonly actions: readonly string[];
  /** Pattern with `*` for what CloudFormation adds to a name. */
  readonly resources: string;
}

/** Actions with which API Gateway writes the access log. Source: the policy AmazonAPIGatewayPushToCloudWatchLogs of AWS. */
const OF_GATEWAY = ['CreateLogGroup', 'CreateLogStream', 'DescribeLogGroups', 'DescribeLogStreams', 'PutLogEvents'];

/**
 * Returns what the roles of a stack must be allowed to do. CloudFormation names resources after the stack, and shortens the names of
 * buckets. A test compares the actions with the template.
 */
export function neededRights(settings: StackSettings, { account = '*', region = '*' }: StackLocation): NeededRights[] {
  const { auditTable, policyTable, eventBus, key, tracing, accountCloudWatchRole, permissionsBoundary } = settings;
  const { partition } = arnParts(permissionsBoundary ?? 'arn:aws');
  const made = `${namesOf(settings.name).stack}-*`;
  const rights = (service: string, resource: string, actions: string[]): NeededRights => ({
    actions: actions.map((action) => `${service}:${action}`),
    resources: resource === '*' ? '*' : `arn:${partition}:${service}:${region}:${account}:${resource}`,
  });
  const audit = `table/${auditTable ?? made}`;
  return [
    rights('logs', `log-group:${made}:log-stream:*`, ['CreateLogStream', 'PutLogEvents']),
    rights('dynamodb', audit, ['BatchGetItem', 'PutItem']),
    rights('dynamodb', `${audit}/stream/*`, ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams']),
    rights('dynamodb', `table/${policyTable ?? made}`, ['BatchGetItem']),
    rights('sqs', made, [
      ...['SendMessage', 'ReceiveMessage', 'DeleteMessage'],
      ...['ChangeMessageVisibility', 'GetQueueAttributes', 'GetQueueUrl'],
    ]),
    { actions: ['s3:ListBucket', 's3:PutObject'], resources: `arn:${partition}:s3:::*` },
    ...(eventBus ? [rights('events', 'event-bus/*', ['PutEvents'])] : []),
    ...(key === undefined ? [] : [{ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: key }]),
    ...(tracing === undefined ? [] : [rights('xray', '*', ['PutTraceSegments', 'PutTelemetryRecords'])]),
    ...(accountCloudWatchRole ? [rights('logs', '*', OF_GATEWAY)] : []),
  ];
}
