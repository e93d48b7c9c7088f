import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { AwsSolutionsChecks } from 'cdk-nag';
import { beforeAll, describe, expect, it } from 'vitest';
import { createPolicyTable } from '../../infra/local/tables.ts';
import { routes } from '../../infra/routes.ts';
import { sha256, TOKEN } from '../support/proxy-event.ts';
import { auditTable } from '../support/table.ts';
import { functionName, resourcesOf, statementsOf, synthesise } from '../support/template.ts';

/** Those that take callbacks, and the one that redelivers. */
const FUNCTIONS = new Set(routes.values()).size + 1;

let made: ReturnType<typeof synthesise>;
beforeAll(() => {
  made = synthesise({ alarmEmail: 'ops@example.com' });
});

/** The properties of every resource of a type. */
const all = (type: string) => Object.values(resourcesOf(made.template, type)).map(({ Properties }) => Properties);

/** The properties of the one resource of a type. */
function only(type: string, { template } = made) {
  const [resource, ...others] = Object.values(resourcesOf(template, type));
  expect(others).toEqual([]);
  return resource?.Properties;
}

/** The table of a construct. */
function table(construct: 'Audit' | 'Policy') {
  const tables = Object.entries(resourcesOf(made.template, 'AWS::DynamoDB::Table'));
  const [id, resource] = tables.find(([logicalID]) => logicalID.startsWith(construct)) ?? ['', undefined];
  expect(tables.length).toBe(2);
  return { id, resource };
}

it('has no finding of the AwsSolutions rules that is not acknowledged with a reason', () => {
  expect(new AwsSolutionsChecks().validateScope(made.stack)).toEqual({ success: true, violations: [] });
});

describe('what roles may do', () => {
  it('lets nothing change or delete a record', () => {
    const actions = statementsOf(made.template).flatMap((statement) => statement.actions);
    const writing = actions.filter((action) => /^dynamodb:(?!Describe|Get|List|Query|Scan|BatchGet)/.test(action));
    expect(new Set(writing)).toEqual(new Set(['dynamodb:PutItem']));
  });

  it('lets functions put into the table, and nothing of its indexes', () => {
    const puts = statementsOf(made.template).filter(({ actions }) => actions.includes('dynamodb:PutItem'));
    const { id: tableID } = table('Audit');
    expect(puts.length).toBe(FUNCTIONS);
    for (const { actions, resources } of puts) {
      expect({ actions, resources }).toEqual({
        actions: ['dynamodb:PutItem'],
        resources: [{ 'Fn::GetAtt': [tableID, 'Arn'] }],
      });
    }
  });

  it('has no wildcard action, and no wildcard resource but for X-Ray, which knows no resources', () => {
    const statements = statementsOf(made.template);
    expect(statements.flatMap(({ actions }) => actions).filter((action) => action.includes('*'))).toEqual([]);
    const wide = statements.filter(({ resources }) => JSON.stringify(resources).includes('*'));
    for (const { actions } of wide) expect(actions).toEqual(['xray:PutTraceSegments', 'xray:PutTelemetryRecords']);
    expect(wide.length).toBe(FUNCTIONS);
  });

  it('uses no managed policy but the one of the account-wide API Gateway role', () => {
    const managed = all('AWS::IAM::Role').flatMap(({ ManagedPolicyArns = [] }) => ManagedPolicyArns);
    expect(managed.length).toBe(1);
    expect(JSON.stringify(managed)).toContain('AmazonAPIGatewayPushToCloudWatchLogs');
  });
});

describe('the audit table', () => {
  it('is the local table', async () => {
    const { client, name } = await auditTable();
    const { Table: local } = await client.send(new DescribeTableCommand({ TableName: name }));
    const cloud = table('Audit').resource?.Properties;
    const indexOf = ({ IndexName, KeySchema, Projection }: Record<string, never>) => ({
      IndexName,
      KeySchema,
      Projection,
    });
    const byName = <T extends Record<string, unknown>>(list: T[], key: keyof T) =>
      list.toSorted((a, b) => String(a[key]).localeCompare(String(b[key])));

    expect(cloud.KeySchema).toEqual(local?.KeySchema);
    expect(byName(cloud.AttributeDefinitions, 'AttributeName')).toEqual(
      byName(local?.AttributeDefinitions as [], 'AttributeName'),
    );
    expect(byName(cloud.GlobalSecondaryIndexes.map(indexOf), 'IndexName')).toEqual(
      byName(
        (local?.GlobalSecondaryIndexes ?? []).map((index) => indexOf(index as never)),
        'IndexName',
      ),
    );
    expect(cloud.GlobalSecondaryIndexes.length).toBe(4);
  });

  it('is kept, protected, restorable, expiring, streamed, and on demand with a ceiling', () => {
    const { resource } = table('Audit');
    const ceiling = { MaxReadRequestUnits: 10_000, MaxWriteRequestUnits: 10_000 };
    expect(resource).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(resource?.Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      OnDemandThroughput: ceiling,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
      DeletionProtectionEnabled: true,
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    });
    for (const index of resource?.Properties.GlobalSecondaryIndexes ?? [])
      expect(index.OnDemandThroughput).toEqual(ceiling);
  });
});

describe('the policy table', () => {
  it('is the local table, kept, protected and restorable', async () => {
    const { client } = await auditTable();
    const { name } = await createPolicyTable(client);
    const { Table: local } = await client.send(new DescribeTableCommand({ TableName: name }));
    const { resource } = table('Policy');
    expect(resource?.Properties.KeySchema).toEqual(local?.KeySchema);
    expect(resource?.Properties.AttributeDefinitions).toEqual(local?.AttributeDefinitions);
    expect(resource).toMatchObject({ DeletionPolicy: 'Retain' });
    expect(resource?.Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  });

  it('is read by the functions that judge, and nothing else is done with it', () => {
    const { id } = table('Policy');
    const about = statementsOf(made.template).filter(({ resources }) => JSON.stringify(resources).includes(id));
    expect(about.map(({ actions, resources }) => ({ actions, resources }))).toEqual(
      Array(2).fill({ actions: ['dynamodb:BatchGetItem'], resources: [{ 'Fn::GetAtt': [id, 'Arn'] }] }),
    );
    const judging = all('AWS::Lambda::Function').filter(({ Environment }) => Environment.Variables.POLICY_TABLE_NAME);
    expect(judging.map(({ Description }) => Description).sort()).toEqual([
      'OpenIM callbacks: before-set-group-member-info',
      'OpenIM callbacks: by-query-command',
    ]);
  });
});

describe('the functions', () => {
  it.each([...new Set(routes.values())])('%s runs as it should', (name) => {
    const found = all('AWS::Lambda::Function').find(({ Description }) => Description === `OpenIM callbacks: ${name}`);
    expect(found).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      MemorySize: 1024,
      Timeout: 5,
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'INFO', SystemLogLevel: 'WARN' },
    });
    expect(found.Environment.Variables).toEqual({
      AUDIT_TABLE_NAME: { Ref: table('Audit').id },
      ...(found.Environment.Variables.POLICY_TABLE_NAME && { POLICY_TABLE_NAME: { Ref: table('Policy').id } }),
      WEBHOOK_TOKEN_HASHES: sha256(TOKEN),
      ALLOW_UNAUTHENTICATED: 'false',
      FAILURE_VERDICT: 'refuse',
      FALLBACK_QUEUE_URL: { Ref: expect.stringMatching(/^FallbackQueue/) },
    });
  });

  it('have a role and a log group of their own each, which they alone write to', () => {
    const functions = all('AWS::Lambda::Function');
    const count = FUNCTIONS;
    expect(new Set(functions.map(({ Role }) => JSON.stringify(Role))).size).toBe(count);
    expect(new Set(functions.map(({ LoggingConfig }) => JSON.stringify(LoggingConfig.LogGroup))).size).toBe(count);
    for (const { RetentionInDays } of all('AWS::Logs::LogGroup')) expect(RetentionInDays).toBe(90);
    const logging = statementsOf(made.template).filter(({ actions }) => actions.includes('logs:PutLogEvents'));
    expect(logging.map(({ resources }) => resources.length)).toEqual(Array(count).fill(1));
  });

  it('are told the retention, and to let everyone in, only when that is set', () => {
    const open = synthesise({ webhookTokenHashes: '', allowUnauthenticated: 'true', retentionDays: '30' });
    for (const { Properties } of Object.values(resourcesOf(open.template, 'AWS::Lambda::Function'))) {
      expect(Properties.Environment.Variables).toMatchObject({ ALLOW_UNAUTHENTICATED: 'true', RETENTION_DAYS: '30' });
    }
  });
});

describe('the REST API', () => {
  it('has the routes of the local server', () => {
    const resources = resourcesOf(made.template, 'AWS::ApiGateway::Resource');
    const found = all('AWS::ApiGateway::Method').map(({ HttpMethod, ResourceId, Integration, AuthorizationType }) => {
      const path = ResourceId.Ref ? `/${resources[ResourceId.Ref]?.Properties.PathPart}` : '/';
      const [, target] = /"Fn::GetAtt":\["(\w+)","Arn"\]/.exec(JSON.stringify(Integration.Uri)) ?? [];
      return [
        `${HttpMethod} ${path}`,
        functionName(made.template, target as string),
        Integration.Type,
        AuthorizationType,
      ];
    });
    const expected = [...routes].map(([path, name]) => [`POST ${path}`, name, 'AWS_PROXY', 'NONE']);
    expect(found.sort()).toEqual(expected.sort());
  });

  it('is regional, speaks no TLS older than 1.2, is throttled, traced, and logs without bodies', () => {
    expect(only('AWS::ApiGateway::RestApi')).toMatchObject({
      EndpointConfiguration: { Types: ['REGIONAL'] },
      SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PQ_2025_09',
      EndpointAccessMode: 'BASIC',
    });
    expect(only('AWS::ApiGateway::Stage')).toMatchObject({
      StageName: 'prod',
      TracingEnabled: true,
      MethodSettings: [
        {
          HttpMethod: '*',
          ResourcePath: '/*',
          LoggingLevel: 'ERROR',
          DataTraceEnabled: false,
          ThrottlingRateLimit: 500,
          ThrottlingBurstLimit: 1000,
        },
      ],
    });
  });

  it('logs nothing that can carry a credential', () => {
    const variables = only('AWS::ApiGateway::Stage').AccessLogSetting.Format.match(/\$context[\w.]*/g);
    expect(variables.sort()).toEqual([
      '$context.error.responseType',
      '$context.httpMethod',
      '$context.identity.sourceIp',
      '$context.integrationLatency',
      '$context.requestId',
      '$context.requestTime',
      '$context.resourcePath',
      '$context.responseLatency',
      '$context.status',
    ]);
  });

  it('has no resource policy of its own accord, and with allowedCidrs one that denies all else', () => {
    expect(only('AWS::ApiGateway::RestApi').Policy).toBeUndefined();
    const { Policy } = only('AWS::ApiGateway::RestApi', synthesise({ allowedCidrs: '203.0.113.0/24, 2001:db8::/32' }));
    expect(Policy.Statement).toMatchObject([
      { Effect: 'Allow', Action: 'execute-api:Invoke' },
      {
        Effect: 'Deny',
        Action: 'execute-api:Invoke',
        Principal: { AWS: '*' },
        Resource: 'execute-api:/*',
        Condition: { NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:db8::/32'] } },
      },
    ]);
  });

  it('leaves the account-wide role of API Gateway alone when told to', () => {
    const { template } = synthesise({ accountCloudWatchRole: 'false' });
    expect(resourcesOf(template, 'AWS::ApiGateway::Account')).toEqual({});
    expect(Object.keys(resourcesOf(made.template, 'AWS::ApiGateway::Account')).length).toBe(1);
  });
});

describe('what the gateway answers by itself', () => {
  /** Source: Amazon API Gateway Developer Guide, "Gateway response types". */
  const TYPES =
    `ACCESS_DENIED API_CONFIGURATION_ERROR AUTHORIZER_CONFIGURATION_ERROR AUTHORIZER_FAILURE BAD_REQUEST_BODY
    BAD_REQUEST_PARAMETERS DEFAULT_4XX DEFAULT_5XX EXPIRED_TOKEN INTEGRATION_FAILURE INTEGRATION_TIMEOUT INVALID_API_KEY
    INVALID_SIGNATURE MISSING_AUTHENTICATION_TOKEN QUOTA_EXCEEDED REQUEST_TOO_LARGE RESOURCE_NOT_FOUND THROTTLED UNAUTHORIZED
    UNSUPPORTED_MEDIA_TYPE WAF_FILTERED`.split(/\s+/);

  it.each(['refuse', 'allow'] as const)('is an envelope for every type, when failures %s', (failureVerdict) => {
    const { template } = synthesise({ failureVerdict });
    const responses = Object.values(resourcesOf(template, 'AWS::ApiGateway::GatewayResponse'));
    expect(responses.map(({ Properties }) => Properties.ResponseType).sort()).toEqual(TYPES);
    for (const { Properties } of responses) {
      expect(Properties.StatusCode).toBeUndefined();
      expect(Object.keys(Properties.ResponseTemplates)).toEqual(['application/json']);
      const body = Properties.ResponseTemplates['application/json'];
      expect(body.match(/\$\w[\w.]*/g)).toEqual(['$context.error.responseType', '$context.requestId']);
      const answer = JSON.parse(body);
      const alwaysRefused = [5401, 5404].includes(answer.errCode);
      expect(answer).toEqual({
        actionCode: 0,
        errCode: expect.toSatisfy((code) => Number.isInteger(code) && code >= 5000 && code <= 9999),
        errMsg: expect.any(String),
        errDlt: expect.any(String),
        nextCode: alwaysRefused || failureVerdict === 'refuse' ? 1 : 0,
      });
    }
  });

  it.each([
    ['THROTTLED', 5429],
    ['INTEGRATION_TIMEOUT', 5504],
    ['INTEGRATION_FAILURE', 5500],
    ['DEFAULT_5XX', 5500],
    ['REQUEST_TOO_LARGE', 5413],
    ['MISSING_AUTHENTICATION_TOKEN', 5404],
    ['UNAUTHORIZED', 5401],
    ['ACCESS_DENIED', 5401],
  ])('tells %s as %i', (type, errCode) => {
    const response = all('AWS::ApiGateway::GatewayResponse').find(({ ResponseType }) => ResponseType === type);
    expect(JSON.parse(response.ResponseTemplates['application/json']).errCode).toBe(errCode);
  });
});

describe('the event stream', () => {
  it('sends one event a new record, without its body, and what fails to a queue after bounded retries', () => {
    const { SourceParameters, TargetParameters } = only('AWS::Pipes::Pipe');
    const { DynamoDBStreamParameters, FilterCriteria } = SourceParameters;
    expect(DynamoDBStreamParameters).toMatchObject({
      MaximumRetryAttempts: 10,
      MaximumRecordAgeInSeconds: 21_600,
      OnPartialBatchItemFailure: 'AUTOMATIC_BISECT',
      DeadLetterConfig: { Arn: { 'Fn::GetAtt': [expect.stringContaining('DeadLetters'), 'Arn'] } },
    });
    expect(FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern))).toEqual([
      { eventName: ['INSERT'], dynamodb: { NewImage: { receivedAt: { S: [{ exists: true }] } } } },
    ]);
    expect(TargetParameters.EventBridgeEventBusParameters).toMatchObject({
      Source: 'openim.webhook',
      DetailType: '$.dynamodb.NewImage.command.S',
    });
    const fields = TargetParameters.InputTemplate.match(/NewImage\.\w+/g).map((path: string) => path.slice(9));
    expect(fields).toEqual(expect.arrayContaining(['eventID', 'command', 'groupID', 'userID', 'outcome', 'event']));
    expect(fields).not.toContain('body');
    expect(fields).not.toContain('bodyBytes');
  });

  it('keeps dead letters for two weeks, encrypted', () => {
    const queues = all('AWS::SQS::Queue');
    expect(queues.length).toBe(3);
    for (const queue of queues) {
      expect(queue).toMatchObject({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 });
    }
  });
});

describe('the fallback queue', () => {
  it('is sent to by every function that takes callbacks, and by nothing else', () => {
    const sending = statementsOf(made.template).filter(({ actions }) => actions.includes('sqs:SendMessage'));
    const toFallback = sending.filter(({ resources }) => JSON.stringify(resources).includes('FallbackQueue'));
    expect(toFallback.length).toBe(FUNCTIONS - 1);
    for (const { actions } of toFallback) expect(actions).toEqual(['sqs:SendMessage']);
  });

  it('is delivered message by message, for most of a day, and then kept', () => {
    expect(only('AWS::Lambda::EventSourceMapping')).toMatchObject({
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      FunctionName: { Ref: expect.stringMatching(/^redeliver/) },
    });
    const queue = all('AWS::SQS::Queue').find(({ RedrivePolicy }) => RedrivePolicy);
    expect(queue).toMatchObject({ VisibilityTimeout: 120, RedrivePolicy: { maxReceiveCount: 600 } });
  });

  it('has alarms on its age, its depth and its dead letters', () => {
    const names = Object.keys(resourcesOf(made.template, 'AWS::CloudWatch::Alarm')).join();
    for (const name of [
      'FallbackAge',
      'FallbackDepth',
      'FallbackDeadLetters',
      'NotRecorded',
      'DegradedVerdicts',
      'OutOfTime',
    ]) {
      expect(names).toContain(name);
    }
  });
});

it('has an entry in the runbook for every alarm', async () => {
  const readme = await readFile(join(import.meta.dirname, '../../README.md'), 'utf8');
  for (const { AlarmDescription } of all('AWS::CloudWatch::Alarm')) {
    const [, name] = /See "(\w+)"/.exec(AlarmDescription) ?? [];
    expect(readme).toContain(`### ${name}\n\nDescription: `);
  }
});

it('takes no other callbacks when that is turned off', () => {
  const { template } = synthesise({ otherCallbacks: 'false' });
  const names = Object.values(resourcesOf(template, 'AWS::Lambda::Function')).map(
    ({ Properties }) => Properties.Description,
  );
  expect(names).not.toContain('OpenIM callbacks: other-callback');
  expect(names.length).toBe(FUNCTIONS - 1);
});

describe('alarms', () => {
  it('go to the address that was set', () => {
    expect(only('AWS::SNS::Subscription')).toMatchObject({ Protocol: 'email', Endpoint: 'ops@example.com' });
    for (const { AlarmActions } of all('AWS::CloudWatch::Alarm')) expect(AlarmActions.length).toBe(1);
    const { template } = synthesise();
    expect(resourcesOf(template, 'AWS::SNS::Topic')).toEqual({});
  });

  it('watch the 99th percentile of the answers, above 3 s', () => {
    const slow = all('AWS::CloudWatch::Alarm').find(({ ExtendedStatistic }) => ExtendedStatistic === 'p99');
    expect(slow).toMatchObject({ MetricName: 'Latency', Threshold: 3_000, ComparisonOperator: 'GreaterThanThreshold' });
  });
});

it('shows on the dashboard above which rate a process drops events', () => {
  const body = JSON.stringify(only('AWS::CloudWatch::Dashboard').DashboardBody);
  expect(body).toContain('2 / (p99 / 1000)');
  expect(body).toContain('{OpenIMWebhook,service,command,outcome}');
  expect(body).toContain('{OpenIMWebhook,service,rule,action}');
});

it('says what an operator needs, and nothing else', () => {
  const outputs = made.template.findOutputs('*');
  expect(Object.keys(outputs).sort()).toEqual([
    'AuditTableName',
    'DashboardURL',
    'EventBusName',
    'PolicyTableName',
    'WebhookAddress',
  ]);
  expect(JSON.stringify(outputs.WebhookAddress)).toMatch(/https:\/\/openim:TOKEN@.*\/prod"/);
});
