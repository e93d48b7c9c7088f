import { describe, expect, it } from 'vitest';
import { routes } from '../../infra/routes.ts';
import { allPowerful, type Caller, permissionsOf } from '../support/iam.ts';
import { apiArn } from '../support/policies-of.ts';
import { ACCOUNT, logicalID } from '../support/resolved.ts';
import { type Resource, resourcesOf, synthesise } from '../support/template.ts';

const { template } = await synthesise({
  alarmEmail: 'ops@example.com',
  administratorRoles: `arn:aws:iam::${ACCOUNT}:role/Administrator`,
  allowedCidrs: '203.0.113.0/24',
});
const { may, arnOf, resolve } = permissionsOf(template);

const AUDIT = arnOf(logicalID(template, 'AWS::DynamoDB::GlobalTable', 'Audit'));
const POLICY = arnOf(logicalID(template, 'AWS::DynamoDB::Table', 'Policy'));
const FAILED_BATCH = `${arnOf(logicalID(template, 'AWS::S3::Bucket', 'Derivation'))}/aws/lambda/shard/batch`;
const TOPIC = arnOf(logicalID(template, 'AWS::SNS::Topic', 'Alarms'));

const entries = (type: string) => Object.entries(resourcesOf(template, type)) as [string, Resource][];

describe('the way of a callback', () => {
  it('leads from every method of the API to its function, and from no other API', async () => {
    const methods = entries('AWS::ApiGateway::Method');
    expect(methods.length).toBe(routes.size);
    for (const [, { Properties }] of methods) {
      const { Integration, HttpMethod, RestApiId, ResourceId } = Properties;
      const arn = /functions\/(.*)\/invocations$/.exec(resolve(Integration.Uri))?.[1] ?? '';
      const part = ResourceId.Ref
        ? resourcesOf(template, 'AWS::ApiGateway::Resource')[ResourceId.Ref]?.Properties.PathPart
        : '';
      const from = (api: string) => ({
        'aws:SourceArn': `${apiArn(api)}/prod/${HttpMethod}/${part.replace(/\{.*\}/, '*')}`,
      });
      const gateway: Caller = { service: 'apigateway.amazonaws.com' };
      expect(await may(gateway, 'lambda:InvokeFunction', arn, from(resolve(RestApiId))), arn).toBe(true);
      expect(await may(gateway, 'lambda:InvokeFunction', arn, from('anotherapi')), arn).toBe(false);
    }
  });
});

describe('the way of an alarm', () => {
  const cloudWatch: Caller = { service: 'cloudwatch.amazonaws.com' };
  const from = (account: string) => ({
    'aws:SourceAccount': account,
    'aws:SourceArn': `arn:aws:cloudwatch:eu-west-1:${account}:alarm:OpenIMWebhook-Alarm`,
  });

  it('leads from every alarm to the topic, and from there to the address', async () => {
    const alarms = entries('AWS::CloudWatch::Alarm');
    expect(alarms.length).toBeGreaterThan(10);
    for (const [, { Properties }] of alarms) expect(resolve(Properties.AlarmActions)).toEqual([TOPIC]);
    expect(await may(cloudWatch, 'sns:Publish', TOPIC, from(ACCOUNT))).toBe(true);
    expect(entries('AWS::SNS::Subscription').map(([, { Properties }]) => resolve(Properties))).toEqual([
      { Protocol: 'email', Endpoint: 'ops@example.com', TopicArn: TOPIC },
    ]);
  });

  it('is closed to alarms of others, to strangers, and to requests without TLS', async () => {
    expect(await may(cloudWatch, 'sns:Publish', TOPIC, from('999999999999'))).toBe(false);
    expect(await may('anybody', 'sns:Publish', TOPIC)).toBe(false);
    const plain = { ...from(ACCOUNT), 'aws:SecureTransport': 'false' };
    expect(await may(cloudWatch, 'sns:Publish', TOPIC, plain)).toBe(false);
  });
});

describe('the protection of the audit table', () => {
  const CHANGES = ['UpdateItem', 'DeleteItem', 'BatchWriteItem', 'PartiQLInsert', 'PartiQLUpdate', 'PartiQLDelete'];
  const OF_TABLE = ['UpdateTable', 'UpdateTimeToLive', 'DeleteTable'];
  const actions = [...CHANGES, ...OF_TABLE].map((action) => `dynamodb:${action}`);

  it.each(actions)(
    'lets administrators and deployments do %s, and nobody else with all permissions',
    async (action) => {
      const deployer = allPowerful(`cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-eu-west-1`);
      expect(await may(allPowerful('Administrator'), action, AUDIT)).toBe(true);
      expect(await may(deployer, action, AUDIT)).toBe(true);
      expect(await may(allPowerful('Developer'), action, AUDIT)).toBe(false);
      expect(await may(allPowerful('Developer'), action, POLICY)).toBe(true);
    },
  );

  it.each(['Query', 'GetItem', 'PutItem', 'PutResourcePolicy', 'DeleteResourcePolicy', 'CreateBackup'])(
    'lets anybody with the permission do %s',
    async (action) => {
      expect(await may(allPowerful('Developer'), `dynamodb:${action}`, AUDIT)).toBe(true);
    },
  );
});

it('takes callbacks from the allowed addresses only', async () => {
  const route = `${apiArn(resolve({ Ref: logicalID(template, 'AWS::ApiGateway::RestApi', 'Webhook') }))}/prod/POST/callback`;
  const from = (address: string) => may('anybody', 'execute-api:Invoke', route, { 'aws:SourceIp': address });
  expect(await from('203.0.113.7')).toBe(true);
  expect(await from('203.0.114.7')).toBe(false);
  expect(await from('2001:db8::7')).toBe(false);
});

it('takes nothing into queues and the bucket without TLS', async () => {
  const plain = { 'aws:SecureTransport': 'false' };
  const administrator = allPowerful('Administrator');
  for (const [id] of entries('AWS::SQS::Queue')) {
    expect(await may(administrator, 'sqs:SendMessage', arnOf(id))).toBe(true);
    expect(await may(administrator, 'sqs:SendMessage', arnOf(id), plain)).toBe(false);
  }
  expect(await may(administrator, 's3:PutObject', FAILED_BATCH)).toBe(true);
  expect(await may(administrator, 's3:PutObject', FAILED_BATCH, plain)).toBe(false);
});
