import { describe, expect, it } from 'vitest';
import { routes } from '../../../infra/routes.ts';
import { permissionsOf } from '../../support/iam.ts';
import { exercise } from '../../support/lambda/exercise.ts';
import { functionCalled, startLocalAws } from '../../support/lambda/local-aws.ts';
import { ACCOUNT, logicalID } from '../../support/resolved.ts';
import { type Resource, resourcesOf, synthesise } from '../../support/template.ts';

const RECEIVERS = [...new Set(routes.values())];

/** Without `administratorRoles`, whose policy of the table would deny what a role permits too much. */
const made = await synthesise({ alarmEmail: 'ops@example.com' });
const { template } = made;
const { may, permitted, arnOf, resolve } = permissionsOf(template);

const only = (type: string, beginning: string) => logicalID(template, type, beginning);
const AUDIT = only('AWS::DynamoDB::GlobalTable', 'Audit');
const POLICY = only('AWS::DynamoDB::Table', 'Policy');
const FALLBACK = only('AWS::SQS::Queue', 'FallbackQueue');
const SLICES = only('AWS::SQS::Queue', 'DerivationSlices');
const STREAM: string = resolve({ 'Fn::GetAtt': [AUDIT, 'StreamArn'] });
const BUCKET = arnOf(only('AWS::S3::Bucket', 'Derivation'));
const TOPIC = arnOf(only('AWS::SNS::Topic', 'Alarms'));
const FAILED_BATCH = `${BUCKET}/aws/lambda/5b6f/shardId-1/2026-11-22T00.00.00-ab`;

const entries = (type: string) => Object.entries(resourcesOf(template, type)) as [string, Resource][];

function roleOf(name: string): { role: string } {
  const [, { Properties }] = functionCalled(made, name);
  return { role: Properties.Role['Fn::GetAtt'][0] };
}

/** Every resource with data of the stack and one beside each, by the service. */
const RESOURCES: readonly (readonly [service: string, arn: string])[] = [
  ['dynamodb', '*'],
  ['dynamodb', arnOf(AUDIT)],
  ['dynamodb', STREAM],
  ...['byGroup', 'byUser', 'byOperation', 'byDay'].map(
    (index) => ['dynamodb', `${arnOf(AUDIT)}/index/${index}`] as const,
  ),
  ['dynamodb', arnOf(POLICY)],
  ['dynamodb', `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/AnotherTable`],
  ['sqs', '*'],
  ...entries('AWS::SQS::Queue').map(([id]) => ['sqs', arnOf(id)] as const),
  ['sqs', `arn:aws:sqs:eu-west-1:${ACCOUNT}:AnotherQueue`],
  ...entries('AWS::Events::EventBus').map(([id]) => ['events', arnOf(id)] as const),
  ['events', `arn:aws:events:eu-west-1:${ACCOUNT}:event-bus/default`],
  ['s3', BUCKET],
  ['s3', FAILED_BATCH],
  ['s3', `${BUCKET}/another-object`],
  ['s3', 'arn:aws:s3:::another-bucket/aws/lambda/object'],
  ['sns', TOPIC],
];

/**
 * What the event sources do in the name of a function.
 * Source: AWS Lambda Developer Guide, "Execution role permissions" of each source. ListStreams is granted on the stream as in AWS's
 * own examples, which permits nothing: it has no resource.
 */
const POLLERS: Readonly<Record<string, readonly string[]>> = {
  redeliver: pollsQueue(FALLBACK),
  derive: [
    ...pollsQueue(SLICES),
    ...['DescribeStream', 'GetRecords', 'GetShardIterator'].map((action) => `dynamodb:${action} on ${STREAM}`),
    `s3:ListBucket on ${BUCKET}`,
    `s3:PutObject on ${FAILED_BATCH}`,
  ],
};

function pollsQueue(id: string): string[] {
  const actions = ['ChangeMessageVisibility', 'DeleteMessage', 'GetQueueAttributes', 'GetQueueUrl', 'ReceiveMessage'];
  return actions.map((action) => `sqs:${action} on ${arnOf(id)}`);
}

describe('what functions may do', () => {
  it.each([...RECEIVERS, 'redeliver', 'derive'])('%s may do what it does, and nothing else', async (name) => {
    const aws = await startLocalAws(made);
    const lambda = await exercise(name, aws);
    const own = aws.calls(name).map(({ action, on }) => `${action} on ${arnOf(on)}`);
    const all: string[] = [];
    for (const [service, arn] of RESOURCES)
      all.push(...(await permitted(roleOf(name), service, arn)).map((action) => `${action} on ${arn}`));

    expect(lambda.starts()).toBe(1);
    expect(all.sort()).toEqual([...new Set([...own, ...(POLLERS[name] ?? [])])].sort());
  });

  it('logs into its own group only, and writes traces if it is traced', async () => {
    for (const name of [...RECEIVERS, 'redeliver', 'derive']) {
      const [, { Properties }] = functionCalled(made, name);
      const stream = (group: string) => permitted(roleOf(name), 'logs', group.replace(/\*$/, 'log-stream:a'));
      const own = await stream(arnOf(Properties.LoggingConfig.LogGroup.Ref));
      expect(own.sort(), name).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents']);
      expect(await stream(`arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:another:*`), name).toEqual([]);
      const isTraced = Properties.TracingConfig?.Mode === 'Active';
      const traces = isTraced ? ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'] : [];
      expect((await permitted(roleOf(name), 'xray', '*')).sort(), name).toEqual(traces);
    }
  });

  it('is done by Lambda only', async () => {
    for (const name of [...RECEIVERS, 'redeliver', 'derive']) {
      const arn = arnOf(roleOf(name).role);
      expect(await may({ service: 'lambda.amazonaws.com' }, 'sts:AssumeRole', arn)).toBe(true);
      expect(await may({ service: 'ec2.amazonaws.com' }, 'sts:AssumeRole', arn)).toBe(false);
    }
  });
});
