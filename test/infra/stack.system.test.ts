import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { invocationOf } from '../../functions/callback/invocation.ts';
import { catalogue } from '../../functions/openim/catalogue.ts';
import { silence } from '../../infra/constructs/silence.ts';
import { createPolicyTable } from '../../infra/local/table-definitions.ts';
import { routes } from '../../infra/routes.ts';
import { sha256, TOKEN } from '../support/proxy-event.ts';
import { auditTable } from '../support/table.ts';
import { functionName, resourcesOf, statementsOf, synthesise } from '../support/template.ts';

/** Functions that take callbacks. */
const RECEIVERS = new Set(routes.values()).size;

/** Also those that redeliver and derive. */
const FUNCTIONS = RECEIVERS + 2;

const made = await synthesise({
  alarmEmail: 'ops@example.com',
  silentHours: 24,
  webhookRelayTokenHashes: sha256('of a relay'),
});

const ADMINISTRATORS = ['arn:aws:iam::123456789012:role/Admin', 'arn:aws:iam::123456789012:role/path/Second'];

/** The same stack with the other value of each setting, and without those that can be left out. */
const other = await synthesise({
  webhookTokenHashes: '',
  allowUnauthenticated: 'true',
  allowedCidrs: '203.0.113.0/24, 2001:db8::/32',
  otherCallbacks: 'false',
  recordMessages: 'none',
  operationIndex: 'false',
  eventBus: 'false',
  administratorRoles: ADMINISTRATORS.join(', '),
  tracing: '0.02',
  failureVerdict: 'allow',
  retentionDays: '30',
  stageName: 'staging',
  throttlingRate: '7',
  throttlingBurst: '8',
  memory: '256',
  reservedConcurrency: '9',
  accountCloudWatchRole: 'false',
});

/** The properties of every resource of a type. */
const all = (type: string) => Object.values(resourcesOf(made.template, type)).map(({ Properties }) => Properties);

/** The properties of the one resource of a type. */
function only(type: string, { template } = made) {
  const [resource, ...others] = Object.values(resourcesOf(template, type));
  expect(others).toEqual([]);
  return resource?.Properties;
}

/** The properties of the one event source of a function. */
function mappingOf(name: string) {
  const [mapping, ...others] = all('AWS::Lambda::EventSourceMapping').filter(({ FunctionName }) =>
    FunctionName.Ref.startsWith(name),
  );
  expect(others).toEqual([]);
  return mapping;
}

/** The table of a construct. */
function table(construct: 'Audit' | 'Policy') {
  const type = construct === 'Audit' ? 'AWS::DynamoDB::GlobalTable' : 'AWS::DynamoDB::Table';
  const [[id, resource] = ['', undefined], ...others] = Object.entries(resourcesOf(made.template, type));
  expect(id).toMatch(construct);
  expect(others).toEqual([]);
  return { id, resource };
}

it.each([made, other])(
  'has no finding of the AwsSolutions rules that is not acknowledged with a reason',
  ({ stack }) => {
    expect(new AwsSolutionsChecks().validateScope(stack)).toEqual({ success: true, violations: [] });
  },
);

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
    for (const { resources } of puts) expect(resources).toEqual([{ 'Fn::GetAtt': [tableID, 'Arn'] }]);
  });

  it('has no wildcard action, and no wildcard resource but for the names of failed batches', () => {
    const statements = statementsOf(made.template);
    expect(statements.flatMap(({ actions }) => actions).filter((action) => action.includes('*'))).toEqual([]);
    const wide = statements.filter(({ resources }) => JSON.stringify(resources).includes('*'));
    expect(wide.map(({ actions, resources }) => ({ actions, resources }))).toEqual([
      {
        actions: ['s3:PutObject'],
        resources: [{ 'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.any(String), 'Arn'] }, '/aws/lambda/*']] }],
      },
    ]);
  });

  const ofEveryFunction = ['logs:CreateLogStream', 'logs:PutLogEvents'];
  const ofQueueReaders = [
    'sqs:ChangeMessageVisibility',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    'sqs:GetQueueUrl',
    'sqs:ReceiveMessage',
  ];

  it.each([
    { name: 'redeliver', actions: ['dynamodb:BatchGetItem', 'dynamodb:PutItem'] },
    {
      name: 'derive',
      actions: [
        'dynamodb:BatchGetItem',
        'dynamodb:DescribeStream',
        'dynamodb:GetRecords',
        'dynamodb:GetShardIterator',
        'dynamodb:ListStreams',
        'dynamodb:PutItem',
        'events:PutEvents',
        's3:ListBucket',
        's3:PutObject',
        'sqs:SendMessage',
      ],
    },
  ])('lets $name do no more than it does', ({ name, actions }) => {
    const roles = Object.entries(resourcesOf(made.template, 'AWS::IAM::Role')).filter(([id]) => id.startsWith(name));
    const names = roles.map(([id]) => id);
    const attached = all('AWS::IAM::Policy').filter(({ Roles }) => names.includes(Roles[0].Ref));
    const inline = roles.flatMap(([, { Properties }]) => Properties.Policies ?? []);
    const statements = [...inline, ...attached].flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    const permitted = statements.flatMap(({ Action }) => Action);
    expect(permitted.sort()).toEqual([...ofEveryFunction, ...ofQueueReaders, ...actions].sort());
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
    const { id, resource } = table('Audit');
    // Earlier commits deployed another type of resource under AuditTable.
    expect(id).toMatch(/^AuditRecords/);
    const writes = { WriteOnDemandThroughputSettings: { MaxWriteRequestUnits: 10_000 } };
    const reads = { ReadOnDemandThroughputSettings: { MaxReadRequestUnits: 10_000 } };
    const names = ['byGroup', 'byUser', 'byOperation', 'byDay'];
    expect(resource).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(resource?.Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      ...writes,
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      GlobalSecondaryIndexes: names.map((IndexName) => ({ IndexName, ...writes })),
      Replicas: [
        {
          ...reads,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
          DeletionProtectionEnabled: true,
          GlobalSecondaryIndexes: names.map((IndexName) => ({ IndexName, ...reads })),
        },
      ],
    });
  });

  it('holds in its indexes what lists show, and nothing of the event or the decision', () => {
    const listed = ['command', 'groupID', 'outcome', 'repeatOf', 'role', 'summary', 'userID'];
    const indexes: { IndexName: string; KeySchema: { AttributeName: string }[]; Projection: never }[] =
      table('Audit').resource?.Properties.GlobalSecondaryIndexes;
    for (const { IndexName, KeySchema, Projection } of indexes) {
      const { ProjectionType, NonKeyAttributes } = Projection as { ProjectionType: string; NonKeyAttributes: string[] };
      const ofEntries = IndexName === 'byUser' ? ['entryOf', 'ofGroup'] : [];
      const keys = KeySchema.map(({ AttributeName }) => AttributeName);
      const expected = [...listed, ...ofEntries].filter((attribute) => !keys.includes(attribute));
      expect(ProjectionType).toBe('INCLUDE');
      expect(NonKeyAttributes.toSorted()).toEqual(expected.sort());
    }
  });

  it('has no index of operations when that is turned off', () => {
    const { Properties } = Object.values(resourcesOf(other.template, 'AWS::DynamoDB::GlobalTable'))[0] ?? {
      Properties: {},
    };
    const names = Properties.GlobalSecondaryIndexes.map(({ IndexName }: { IndexName: string }) => IndexName);
    expect(names).toEqual(['byGroup', 'byUser', 'byDay']);
    expect(JSON.stringify(Properties.AttributeDefinitions)).not.toContain('operationID');
  });
});

describe('the protection of the audit table', () => {
  const replicaOf = ({ template }: typeof made) =>
    Object.values(resourcesOf(template, 'AWS::DynamoDB::GlobalTable'))[0]?.Properties.Replicas[0];
  const exemptOf = (stack: typeof made): unknown[] =>
    replicaOf(stack).ResourcePolicy.PolicyDocument.Statement[0].Condition.ArnNotLike['aws:PrincipalArn'];

  it('is absent without administratorRoles', () => {
    expect(replicaOf(made)).not.toHaveProperty('ResourcePolicy');
  });

  it('denies changes to all but administrators, deployments and AWS itself, and locks nobody out', () => {
    const { Statement } = replicaOf(other).ResourcePolicy.PolicyDocument;
    const actions = ['UpdateItem', 'DeleteItem', 'BatchWriteItem', 'PartiQLInsert', 'PartiQLUpdate', 'PartiQLDelete'];
    expect(Statement).toEqual([
      {
        Sid: 'OnlyAdministratorsChangeRecords',
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: [...actions, 'UpdateTable', 'UpdateTimeToLive', 'DeleteTable'].map((action) => `dynamodb:${action}`),
        Resource: '*',
        Condition: {
          ArnNotLike: { 'aws:PrincipalArn': expect.any(Array) },
          Bool: { 'aws:PrincipalIsAWSService': 'false' },
        },
      },
    ]);
  });

  it('denies nothing that a function may do', () => {
    const denied = replicaOf(other).ResourcePolicy.PolicyDocument.Statement[0].Action;
    const permitted = statementsOf(other.template).flatMap(({ actions }) => actions);
    expect(permitted.filter((action) => denied.includes(action))).toEqual([]);
  });

  it('exempts the administrators, and the role with which the CDK deploys or those that are set', async () => {
    const parts = [{ Ref: 'AWS::AccountId' }, '-', { Ref: 'AWS::Region' }];
    const own = ['arn:', { Ref: 'AWS::Partition' }, ':iam::', parts[0], ':role/cdk-*-cfn-exec-role-', ...parts];
    expect(exemptOf(other)).toEqual([...ADMINISTRATORS, { 'Fn::Join': ['', own] }]);
    const deploymentRoles = 'arn:aws:iam::123456789012:role/Deploy';
    const set = await synthesise({ administratorRoles: ADMINISTRATORS[0], deploymentRoles });
    expect(exemptOf(set)).toEqual([ADMINISTRATORS[0], deploymentRoles]);
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
    const judges = catalogue.filter(({ timing }) => timing === 'before').map(({ name }): string => name);
    judges.push('by-query-command');
    const about = statementsOf(made.template).filter(({ resources }) => JSON.stringify(resources).includes(id));
    expect(about.map(({ actions, resources }) => ({ actions, resources }))).toEqual(
      judges.map(() => ({ actions: ['dynamodb:BatchGetItem'], resources: [{ 'Fn::GetAtt': [id, 'Arn'] }] })),
    );
    const judging = all('AWS::Lambda::Function').filter(({ Environment }) => Environment.Variables.POLICY_TABLE_NAME);
    expect(judging.map(({ Description }) => Description).sort()).toEqual(
      judges.map((name) => `OpenIM callbacks: ${name}`).sort(),
    );
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
      Timeout: name === 'batch' ? 25 : 5,
      LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'INFO', SystemLogLevel: 'WARN' },
    });
    expect(found.Environment.Variables).toEqual({
      AWS_ENDPOINT_URL_DYNAMODB: {
        'Fn::Join': ['', ['https://dynamodb.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]],
      },
      AUDIT_TABLE_NAME: { Ref: table('Audit').id },
      ...(found.Environment.Variables.POLICY_TABLE_NAME && { POLICY_TABLE_NAME: { Ref: table('Policy').id } }),
      WEBHOOK_TOKEN_HASHES: sha256(TOKEN),
      WEBHOOK_RELAY_TOKEN_HASHES: sha256('of a relay'),
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

  it('and all else are as the settings say', () => {
    const { template } = other;
    const reserved = Object.entries(resourcesOf(template, 'AWS::Lambda::Function')).map(([id, { Properties }]) => [
      functionName(template, id),
      Properties.ReservedConcurrentExecutions,
    ]);
    const taking = [...new Set(routes.values())].filter((name) => name !== 'other-callback');
    const expected = [
      ...taking.map((name) => [name, 9]),
      ['Moves records from the fallback queue to the audit table', undefined],
      ["Derives entries of people and events from the audit table's stream", undefined],
    ];
    expect(reserved.sort()).toEqual(expected.sort());
    for (const { Properties } of Object.values(resourcesOf(template, 'AWS::Lambda::Function'))) {
      // A record with very many people takes more than the setting.
      const MemorySize = Properties.Environment.Variables.SLICE_QUEUE_URL ? 1_024 : 256;
      expect(Properties).toMatchObject({ MemorySize });
      expect(Properties.Environment.Variables).toMatchObject({
        ALLOW_UNAUTHENTICATED: 'true',
        RECORD_OTHER_CALLBACKS: 'false',
        RECORD_MESSAGES: 'none',
        FAILURE_VERDICT: 'allow',
        RETENTION_DAYS: '30',
      });
    }
    expect(only('AWS::ApiGateway::Stage', other)).toMatchObject({
      StageName: 'staging',
      MethodSettings: [{ ThrottlingRateLimit: 7, ThrottlingBurstLimit: 8 }],
    });
  });

  it('redelivers within the time that a message is invisible, to few at once', () => {
    const redeliver = all('AWS::Lambda::Function').find(({ Description }) => Description.startsWith('Moves'));
    expect(redeliver.Timeout).toBe(15);
    expect(mappingOf('redeliver').ScalingConfig).toEqual({ MaximumConcurrency: 5 });
  });

  it('leaves what may hold records when the stack goes', () => {
    const logs = Object.entries(resourcesOf(made.template, 'AWS::Logs::LogGroup'));
    expect(logs.filter(([, { DeletionPolicy }]) => DeletionPolicy === 'Retain').length).toBe(FUNCTIONS);
    const queues = Object.entries(resourcesOf(made.template, 'AWS::SQS::Queue'));
    expect(
      queues.filter(([, { DeletionPolicy }]) => DeletionPolicy === 'Retain').map(([id]) => id.slice(0, 8)),
    ).toEqual(['Fallback', 'Fallback']);
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

  it('is regional, speaks no TLS older than 1.2, is throttled, and makes no log group and no metric that costs', () => {
    expect(only('AWS::ApiGateway::RestApi')).toMatchObject({
      EndpointConfiguration: { Types: ['REGIONAL'] },
      SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PQ_2025_09',
      EndpointAccessMode: 'BASIC',
    });
    expect(only('AWS::ApiGateway::Stage')).toMatchObject({
      StageName: 'prod',
      TracingEnabled: false,
      MethodSettings: [
        {
          HttpMethod: '*',
          ResourcePath: '/*',
          LoggingLevel: 'OFF',
          MetricsEnabled: false,
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
      '$context.identity.sourceIp',
      '$context.integrationLatency',
      '$context.integrationStatus',
      '$context.requestId',
      '$context.resourcePath',
      '$context.responseLatency',
      '$context.status',
    ]);
  });

  it('logs the fields by which the runbook joins the access log with the lines of functions', async () => {
    const access = JSON.parse(only('AWS::ApiGateway::Stage').AccessLogSetting.Format);
    const event = { requestContext: { requestId: 'of the gateway', extendedRequestId: 'of AWS' } };
    const ids = invocationOf(event, { awsRequestId: 'of Lambda' });
    const runbook = await readFile(join(import.meta.dirname, '../../docs/runbook.md'), 'utf8');
    const [, query = ''] = /```\n(fields @timestamp, coalesce[^`]*)```/.exec(runbook) ?? [];

    expect([access.requestId, ids.requestID]).toEqual(['$context.requestId', 'of the gateway']);
    expect(query).toContain('coalesce(requestId, requestID) as id');
    const named = [...query.matchAll(/(?:max|ispresent)\((\w+)\)/g)].map(([, name]) => name);
    expect(named).toHaveLength(5);
    for (const name of named) expect([...Object.keys({ ...access, ...ids }), 'milliseconds']).toContain(name);
  });

  it('has no resource policy of its own accord, and with allowedCidrs one that denies all else', () => {
    expect(only('AWS::ApiGateway::RestApi').Policy).toBeUndefined();
    const { Policy } = only('AWS::ApiGateway::RestApi', other);
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

  it('keeps the account-wide role of API Gateway for other APIs, and leaves it alone when the setting is off', () => {
    expect(resourcesOf(other.template, 'AWS::ApiGateway::Account')).toEqual({});
    const accounts = Object.values(resourcesOf(made.template, 'AWS::ApiGateway::Account'));
    const kept = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
    expect(accounts).toEqual([expect.objectContaining(kept)]);
    // All APIs of the account write logs by this role, so that it must outlive the stack.
    const [id = ''] = accounts.map(({ Properties }) => Properties.CloudWatchRoleArn['Fn::GetAtt'][0]);
    expect(resourcesOf(made.template, 'AWS::IAM::Role')[id]).toMatchObject(kept);
    expect(resourcesOf(other.template, 'AWS::IAM::Role')[id]).toBeUndefined();
  });
});

describe('traces', () => {
  const modes = ({ template }: typeof made) =>
    Object.entries(resourcesOf(template, 'AWS::Lambda::Function')).map(([id, { Properties }]) => [
      functionName(template, id),
      Properties.TracingConfig.Mode,
    ]);
  const tracingActions = ({ template }: typeof made) =>
    statementsOf(template).filter(({ actions }) => actions.some((action) => action.startsWith('xray:')));

  it('are off by default, which each function says', () => {
    expect(resourcesOf(made.template, 'AWS::XRay::SamplingRule')).toEqual({});
    expect(new Set(modes(made).map(([, mode]) => mode))).toEqual(new Set(['PassThrough']));
    expect(tracingActions(made)).toEqual([]);
  });

  it('are of the share of callbacks that is set, at this stage alone, and of no first one of each second', () => {
    const { Ref: api } = only('AWS::ApiGateway::Stage', other).RestApiId;
    const parts = [{ Ref: 'AWS::Partition' }, ':apigateway:', { Ref: 'AWS::Region' }, '::/restapis/', { Ref: api }];
    const stage = Object.keys(resourcesOf(other.template, 'AWS::ApiGateway::Stage'))[0];
    expect(only('AWS::ApiGateway::Stage', other).TracingEnabled).toBe(true);
    expect(only('AWS::XRay::SamplingRule', other).SamplingRule).toEqual({
      RuleName: { 'Fn::Join': ['-', ['openim-webhook', { Ref: api }]] },
      Version: 1,
      Priority: 1_000,
      ReservoirSize: 0,
      FixedRate: 0.02,
      ServiceType: 'AWS::ApiGateway::Stage',
      ResourceARN: { 'Fn::Join': ['', ['arn:', ...parts, '/stages/', { Ref: stage }]] },
      ServiceName: '*',
      Host: '*',
      HTTPMethod: '*',
      URLPath: '*',
    });
  });

  it('follow the choice of the gateway, so that functions without a gateway in front have none', () => {
    const behind = new Set(modes(other).flatMap(([name, mode]) => (mode === 'Active' ? [name] : [])));
    expect(behind).toEqual(new Set([...routes.values()].filter((name) => name !== 'other-callback')));
    expect(tracingActions(other).length).toBe(behind.size);
  });
});

describe('what the gateway answers by itself', () => {
  /** Every type, by its error code. Source: Amazon API Gateway Developer Guide, "Gateway response types". */
  const TYPES: Record<number, string> = {
    5400: 'BAD_REQUEST_BODY BAD_REQUEST_PARAMETERS DEFAULT_4XX UNSUPPORTED_MEDIA_TYPE',
    5401: `ACCESS_DENIED AUTHORIZER_CONFIGURATION_ERROR AUTHORIZER_FAILURE EXPIRED_TOKEN INVALID_API_KEY INVALID_SIGNATURE
      UNAUTHORIZED WAF_FILTERED`,
    5404: 'MISSING_AUTHENTICATION_TOKEN RESOURCE_NOT_FOUND',
    5413: 'REQUEST_TOO_LARGE',
    5429: 'QUOTA_EXCEEDED THROTTLED',
    5500: 'API_CONFIGURATION_ERROR DEFAULT_5XX INTEGRATION_FAILURE',
    5504: 'INTEGRATION_TIMEOUT',
  };
  const codes = Object.fromEntries(
    Object.entries(TYPES).flatMap(([code, types]) => types.split(/\s+/).map((type) => [type, Number(code)])),
  );

  it.each(['refuse', 'allow'] as const)('is an envelope for every type, when failures %s', (failureVerdict) => {
    const { template } = failureVerdict === 'refuse' ? made : other;
    const responses = Object.values(resourcesOf(template, 'AWS::ApiGateway::GatewayResponse'));
    expect(responses.map(({ Properties }) => Properties.ResponseType).sort()).toEqual(Object.keys(codes).sort());
    for (const { Properties } of responses) {
      expect(Properties.StatusCode).toBeUndefined();
      expect(Object.keys(Properties.ResponseTemplates)).toEqual(['application/json']);
      const body = Properties.ResponseTemplates['application/json'];
      expect(body.match(/\$\w[\w.]*/g)).toEqual(['$context.error.responseType', '$context.requestId']);
      const answer = JSON.parse(body);
      const alwaysRefused = [5401, 5404, 5413].includes(answer.errCode);
      expect(answer).toEqual({
        actionCode: 0,
        errCode: codes[Properties.ResponseType],
        errMsg: expect.any(String),
        errDlt: expect.any(String),
        nextCode: alwaysRefused || failureVerdict === 'refuse' ? 1 : 0,
      });
    }
  });
});

/** Evaluates the part of Lambda's event patterns that the stack uses. Only leaves can exist. */
function matches(pattern: unknown, value: unknown): boolean {
  if (!Array.isArray(pattern))
    return Object.entries(Object(pattern)).every(([name, inner]) => matches(inner, Object(value)[name]));
  return pattern.some((rule) =>
    rule.exists === undefined ? rule === value : rule.exists === (value !== undefined && typeof value !== 'object'),
  );
}

describe('the function derive', () => {
  const mappings = Object.values(resourcesOf(made.template, 'AWS::Lambda::EventSourceMapping'));
  const ofStream = mappings.find(({ Properties }) => Properties.StartingPosition)?.Properties;
  const ofSlices = mappings.find(({ Properties }) =>
    JSON.stringify(Properties).includes('DerivationSlices'),
  )?.Properties;
  const derive = all('AWS::Lambda::Function').find(({ Description }) => Description.startsWith('Derives'));

  it("reads the table's stream from its start, and gives up a part of a batch after ten attempts", () => {
    expect(ofStream).toMatchObject({
      FunctionName: { Ref: expect.stringMatching(/^derive/) },
      EventSourceArn: { 'Fn::GetAtt': [table('Audit').id, 'StreamArn'] },
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 100,
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MetricsConfig: { Metrics: ['EventCount'] },
    });
  });

  it('takes new records, and changes of all but queued chunks, by leaves of the images', () => {
    const patterns = ofStream.FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern));
    expect(patterns).toEqual([
      {
        eventName: ['INSERT'],
        dynamodb: { NewImage: { command: { S: [{ exists: true }] }, entryOf: { S: [{ exists: false }] } } },
      },
      { eventName: ['MODIFY', 'REMOVE'], dynamodb: { OldImage: { place: { N: [{ exists: false }] } } } },
    ]);
  });

  it.each([
    { item: 'a record', fields: { command: 'callbackAfterJoinGroupCommand' }, insert: true, change: true },
    {
      item: 'an entry',
      fields: { command: 'callbackAfterJoinGroupCommand', entryOf: 'e' },
      insert: false,
      change: true,
    },
    { item: 'a part', fields: { partOf: 'e', bytes: new Uint8Array(1) }, insert: false, change: true },
    { item: 'a chunk', fields: { requestID: 'r', place: 1, count: 2, base64: '' }, insert: false, change: false },
  ])('takes $item when inserted: $insert, when changed: $change', ({ fields, insert, change }) => {
    const image = marshall({ eventID: 'e', ...fields });
    const patterns: unknown[] = ofStream.FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) =>
      JSON.parse(Pattern),
    );
    const isTaken = (record: unknown) => patterns.some((pattern) => matches(pattern, record));
    expect(isTaken({ eventName: 'INSERT', dynamodb: { NewImage: image } })).toBe(insert);
    expect(isTaken({ eventName: 'MODIFY', dynamodb: { NewImage: image, OldImage: image } })).toBe(change);
    expect(isTaken({ eventName: 'REMOVE', dynamodb: { OldImage: image } })).toBe(change);
  });

  it('keeps failed batches for 90 days in a bucket that is encrypted, private, retained, and asks for TLS', () => {
    const [[id, bucket] = ['', undefined], ...others] = Object.entries(resourcesOf(made.template, 'AWS::S3::Bucket'));
    expect(others).toEqual([]);
    expect(ofStream.DestinationConfig).toEqual({ OnFailure: { Destination: { 'Fn::GetAtt': [id, 'Arn'] } } });
    expect(bucket).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(bucket?.Properties).toEqual({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      LifecycleConfiguration: { Rules: [{ ExpirationInDays: 90, Status: 'Enabled' }] },
    });
    expect(only('AWS::S3::BucketPolicy').PolicyDocument.Statement).toMatchObject([
      { Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ]);
  });

  it('takes slices one by one, two at once, and keeps those that fail ten times', () => {
    expect(ofSlices).toMatchObject({
      FunctionName: { Ref: expect.stringMatching(/^derive/) },
      BatchSize: 1,
      ScalingConfig: { MaximumConcurrency: 2 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    const queues = resourcesOf(made.template, 'AWS::SQS::Queue');
    const { VisibilityTimeout, RedrivePolicy } = queues[ofSlices.EventSourceArn['Fn::GetAtt'][0]]?.Properties ?? {};
    expect(VisibilityTimeout).toBeGreaterThanOrEqual(6 * derive.Timeout);
    expect(RedrivePolicy).toEqual({
      deadLetterTargetArn: { 'Fn::GetAtt': [expect.stringMatching(/^DerivationDeadLetters/), 'Arn'] },
      maxReceiveCount: 10,
    });
  });

  it('gets its queue, its bus, and half of the rate for each of the two', () => {
    expect(derive.Environment.Variables).toMatchObject({
      AUDIT_TABLE_NAME: { Ref: table('Audit').id },
      SLICE_QUEUE_URL: { Ref: ofSlices.EventSourceArn['Fn::GetAtt'][0] },
      ENTRIES_PER_SECOND: '500',
      EVENT_BUS_NAME: { Ref: expect.stringMatching(/^DerivationBus/) },
    });
  });

  it('is watched through the figures of its event source and the age of the stream', () => {
    const [id] = Object.entries(resourcesOf(made.template, 'AWS::Lambda::EventSourceMapping'))
      .filter(([, { Properties }]) => Properties.StartingPosition)
      .map(([logicalID]) => logicalID);
    const failures = all('AWS::CloudWatch::Alarm').find((alarm) => nameOfAlarm(alarm) === 'DerivationFailures');
    const dimensions = failures.Metrics.flatMap(
      ({ MetricStat }: { MetricStat?: { Metric: { Dimensions: unknown[] } } }) => MetricStat?.Metric.Dimensions ?? [],
    );
    expect(dimensions).toEqual(Array(2).fill({ Name: 'EventSourceMappingUUID', Value: { Ref: id } }));
    const age = all('AWS::CloudWatch::Alarm').find((alarm) => nameOfAlarm(alarm) === 'DerivationAge');
    expect(age.Dimensions).toEqual([{ Name: 'FunctionName', Value: { Ref: expect.stringMatching(/^derive/) } }]);
  });

  it('waits for more records only while no subscriber of the bus waits', () => {
    const windowOf = ({ template }: typeof made) =>
      Object.values(resourcesOf(template, 'AWS::Lambda::EventSourceMapping'))
        .filter(({ Properties }) => Properties.StartingPosition)
        .map(({ Properties }) => Properties.MaximumBatchingWindowInSeconds);
    expect(windowOf(made)).toEqual([undefined]);
    expect(windowOf(other)).toEqual([10]);
  });

  it('has no bus when that is turned off', () => {
    expect(resourcesOf(other.template, 'AWS::Events::EventBus')).toEqual({});
    expect(statementsOf(other.template).flatMap(({ actions }) => actions)).not.toContain('events:PutEvents');
    expect(Object.keys(other.template.findOutputs('*'))).not.toContain('EventBusName');
    expect(JSON.stringify(resourcesOf(other.template, 'AWS::Lambda::Function'))).not.toContain('EVENT_BUS_NAME');
  });
});

it('keeps messages of every queue for two weeks, encrypted', () => {
  const queues = all('AWS::SQS::Queue');
  expect(queues.length).toBe(4);
  for (const queue of queues) {
    expect(queue).toMatchObject({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 });
  }
});

describe('the fallback queue', () => {
  it('is sent to by every function that takes callbacks, and by nothing else', () => {
    const sending = statementsOf(made.template).filter(({ actions }) => actions.includes('sqs:SendMessage'));
    const toFallback = sending.filter(({ resources }) => JSON.stringify(resources).includes('FallbackQueue'));
    expect(toFallback.length).toBe(RECEIVERS);
    for (const { actions } of toFallback) expect(actions).toEqual(['sqs:SendMessage']);
  });

  it('is delivered message by message, for most of a day, and then kept', () => {
    expect(mappingOf('redeliver')).toMatchObject({
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    const queue = all('AWS::SQS::Queue').find(({ RedrivePolicy }) => RedrivePolicy);
    expect(queue).toMatchObject({ VisibilityTimeout: 120, RedrivePolicy: { maxReceiveCount: 600 } });
  });
});

it('has an entry in the runbook for every alarm, and no other entries', async () => {
  const runbook = await readFile(join(import.meta.dirname, '../../docs/runbook.md'), 'utf8');
  const names = all('AWS::CloudWatch::Alarm').map(nameOfAlarm);
  // Names of alarms are one word, unlike those of other sections.
  const entries = runbook.split(/^## (?=\w+$)/m).slice(1);

  expect(entries.map((entry) => entry.split('\n', 1)[0]).sort()).toEqual([...new Set(names)].sort());
  for (const entry of entries) expect(entry).toMatch(/^\w+\n\nDescription: .+\n\nInvestigation: .+\n\nResolution: /s);
});

it('takes no other callbacks when that is turned off', () => {
  const names = Object.values(resourcesOf(other.template, 'AWS::Lambda::Function')).map(
    ({ Properties }) => Properties.Description,
  );
  expect(names).not.toContain('OpenIM callbacks: other-callback');
  expect(names.length).toBe(FUNCTIONS - 1);
});

const OPERATORS: Record<string, string> = { GreaterThanThreshold: '>', LessThanThreshold: '<' };

/** Describes what an alarm watches. */
function watched(alarm: Record<string, unknown>): string {
  const { MetricName, Statistic, ExtendedStatistic, Period, Dimensions, Metrics, Threshold } = alarm as never as Record<
    'MetricName' | 'Statistic' | 'ExtendedStatistic',
    string
  > &
    Record<'Period' | 'Threshold', number> & {
      Dimensions?: { Name: string; Value: unknown }[];
      Metrics?: { Expression?: string; MetricStat?: { Metric: { MetricName: string }; Stat: string } }[];
    };
  const of = (Dimensions ?? []).map(({ Value }) =>
    typeof Value === 'string' ? Value : JSON.stringify(Value).replace(/^.*?([A-Z][A-Za-z]+?)[0-9A-F]{8}.*$/, '$1'),
  );
  const parts = Metrics?.map(
    ({ Expression, MetricStat }) => Expression ?? `${MetricStat?.Metric.MetricName} ${MetricStat?.Stat}`,
  );
  const metric = parts
    ? [...new Set(parts)].join(', ')
    : `${MetricName} ${Statistic ?? ExtendedStatistic} ${Period} s of ${of.join(', ')}`;
  const { ComparisonOperator, DatapointsToAlarm, EvaluationPeriods } = alarm as Record<string, string>;
  const times = DatapointsToAlarm ? `${DatapointsToAlarm} of ${EvaluationPeriods}` : EvaluationPeriods;
  return `${metric} ${OPERATORS[ComparisonOperator ?? '']} ${Threshold}, ${times} times`;
}

/** Name of the runbook's entry to which an alarm points. */
function nameOfAlarm({ AlarmDescription }: { AlarmDescription: string }): string {
  return / See docs\/runbook\.md, (\w+)\.$/.exec(AlarmDescription)?.[1] ?? '';
}

describe('alarms', () => {
  it('are these, on these figures', () => {
    const ofAllFunctions = ['FunctionErrors', 'Throttles'];
    const alarms = Object.fromEntries(
      all('AWS::CloudWatch::Alarm')
        .filter((alarm) => !ofAllFunctions.includes(nameOfAlarm(alarm)))
        .map((alarm) => [nameOfAlarm(alarm), watched(alarm)]),
    );
    expect(alarms).toEqual({
      SlowAnswers: 'Latency p99 300 s of openim-webhook > 3000, 2 times',
      ServerErrors: '5XXError Sum 300 s of openim-webhook > 0, 1 times',
      GatewayThrottles: 'GatewayRejections Sum 300 s of THROTTLED > 0, 1 times',
      DeniedAddresses: 'FILL(m0, 0) + FILL(m1, 0), GatewayRejections Sum > 0, 3 of 12 times',
      OversizedBodies: 'GatewayRejections Sum 300 s of REQUEST_TOO_LARGE > 0, 1 times',
      NoCallbacks: 'Callbacks Sum 300 s of openim-webhook < 1, 288 times',
      TableThrottles: 'putitem, ThrottledRequests Sum > 0, 1 times',
      RefusedCredentials: 'NotAuthenticated Sum 300 s of openim-webhook > 20, 1 times',
      NotRecorded: 'NotRecorded Sum 300 s of openim-webhook > 0, 1 times',
      InternalFailures: 'Failed Sum 300 s of openim-webhook > 0, 1 times',
      DegradedVerdicts: 'DegradedVerdict Sum 300 s of openim-webhook > 0, 1 times',
      RelayDelay: 'DeliveryAge Maximum 300 s of openim-webhook > 900, 1 times',
      RelayClock: 'RelayClockWrong Sum 300 s of openim-webhook > 0, 1 times',
      WireDrift: 'WireDrift Sum 300 s of openim-webhook > 0, 1 of 288 times',
      OutOfTime: 'OutOfTime Sum 300 s of openim-webhook > 10, 1 times',
      NotRedelivered: 'NotRedelivered Sum 300 s of openim-webhook > 0, 3 times',
      FallbackAge: 'ApproximateAgeOfOldestMessage Maximum 300 s of FallbackQueue > 900, 1 times',
      FallbackDepth:
        'FILL(m0, 0) + FILL(m1, 0), ApproximateNumberOfMessagesVisible Maximum, ApproximateNumberOfMessagesNotVisible Maximum > 1000, 1 times',
      FallbackDeadLetters: 'ApproximateNumberOfMessagesVisible Maximum 300 s of FallbackDeadLetters > 0, 1 times',
      DerivationFailures:
        'FILL(m0, 0) + FILL(m1, 0), OnFailureDestinationDeliveredEventCount Sum, DroppedEventCount Sum > 0, 1 times',
      DerivationAge: 'IteratorAge Maximum 300 s of Function > 900000, 1 times',
      DerivationDeadLetters: 'ApproximateNumberOfMessagesVisible Maximum 300 s of DerivationDeadLetters > 0, 1 times',
      RecordsChanged: 'RecordChanged Sum 300 s of openim-webhook > 0, 1 times',
    });
  });

  it.each(['FunctionErrors', 'Throttles'])('%s look at every function, in sums over zero', (name) => {
    const alarms = all('AWS::CloudWatch::Alarm').filter((alarm) => nameOfAlarm(alarm) === name);
    const functions = alarms.flatMap(({ Metrics }) =>
      Metrics.flatMap(({ MetricStat }: { MetricStat?: { Metric: { Dimensions: { Value: { Ref: string } }[] } } }) =>
        (MetricStat?.Metric.Dimensions ?? []).map(({ Value }) => Value.Ref),
      ),
    );
    expect(functions.sort()).toEqual(Object.keys(resourcesOf(made.template, 'AWS::Lambda::Function')).sort());
    for (const alarm of alarms)
      expect(watched(alarm)).toMatch(/^FILL\(m0, 0\)( \+ FILL\(m\d, 0\))*, \w+ Sum > 0, 1 times$/);
  });

  it('treat missing figures as healthy, except for the figure of callbacks', () => {
    for (const alarm of all('AWS::CloudWatch::Alarm')) {
      expect(alarm.TreatMissingData).toBe(nameOfAlarm(alarm) === 'NoCallbacks' ? 'breaching' : 'notBreaching');
    }
  });

  it.each([
    { silentHours: 1, periods: 12, seconds: 300 },
    { silentHours: 25, periods: 25, seconds: 3_600 },
    { silentHours: 168, periods: 168, seconds: 3_600 },
  ])('notice $silentHours hours of silence', ({ silentHours, periods, seconds }) => {
    expect(silence('OpenIMWebhook', silentHours).evaluationPeriods).toBe(periods);
    expect(silence('OpenIMWebhook', silentHours).metric.period.toSeconds()).toBe(seconds);
  });

  it('send no mail and say nothing of silence unless that is set', () => {
    expect(resourcesOf(other.template, 'AWS::SNS::Topic')).toEqual({});
    const names = Object.values(resourcesOf(other.template, 'AWS::CloudWatch::Alarm')).map(({ Properties }) =>
      nameOfAlarm(Properties),
    );
    expect(names).not.toContain('NoCallbacks');
  });

  it('count what the gateway rejects by the field of the access log that says why', () => {
    const { AccessLogSetting } = only('AWS::ApiGateway::Stage');
    expect(JSON.parse(AccessLogSetting.Format).responseType).toBe('$context.error.responseType');
    const types = ['THROTTLED', 'ACCESS_DENIED', 'WAF_FILTERED', 'REQUEST_TOO_LARGE'];
    const filter = only('AWS::Logs::MetricFilter');
    expect(AccessLogSetting.DestinationArn).toEqual({ 'Fn::GetAtt': [filter.LogGroupName.Ref, 'Arn'] });
    expect(filter).toMatchObject({
      FilterPattern: `{ ${types.map((type) => `($.responseType = "${type}")`).join(' || ')} }`,
      MetricTransformations: [
        {
          MetricNamespace: 'OpenIMWebhook',
          MetricName: 'GatewayRejections',
          MetricValue: '1',
          Dimensions: [{ Key: 'responseType', Value: '$.responseType' }],
        },
      ],
    });
  });

  it('go to the address that was set', () => {
    const [[topic] = [], ...others] = Object.entries(resourcesOf(made.template, 'AWS::SNS::Topic'));
    expect(others).toEqual([]);
    expect(only('AWS::SNS::Subscription')).toEqual({
      Protocol: 'email',
      Endpoint: 'ops@example.com',
      TopicArn: { Ref: topic },
    });
    for (const { AlarmActions } of all('AWS::CloudWatch::Alarm')) expect(AlarmActions).toEqual([{ Ref: topic }]);
  });

  it('may publish to the topic over TLS, and alarms of other accounts may not', () => {
    const [topic] = Object.keys(resourcesOf(made.template, 'AWS::SNS::Topic'));
    const { Topics, PolicyDocument } = only('AWS::SNS::TopicPolicy');
    const own = { Ref: 'AWS::AccountId' };
    const alarms = ['arn:', { Ref: 'AWS::Partition' }, ':cloudwatch:', { Ref: 'AWS::Region' }, ':', own, ':alarm:*'];

    expect(Topics).toEqual([{ Ref: topic }]);
    const of = (effect: string) =>
      PolicyDocument.Statement.filter(({ Effect }: { Effect: string }) => Effect === effect);
    expect(of('Allow')).toEqual([
      {
        Sid: 'AlarmsOfThisAccount',
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
        Resource: { Ref: topic },
        Condition: {
          StringEquals: { 'aws:SourceAccount': own },
          ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', alarms] } },
        },
      },
    ]);
    for (const { Condition } of of('Deny')) expect(Condition).toEqual({ Bool: { 'aws:SecureTransport': 'false' } });
  });
});

it('shows on the dashboard above which rate a process drops events', () => {
  const body = JSON.stringify(only('AWS::CloudWatch::Dashboard').DashboardBody);
  expect(body).toContain('2 / (p99 / 1000)');
  expect(body).toContain('{OpenIMWebhook,service,command,outcome}');
  expect(body).toContain('{OpenIMWebhook,service,rule,action}');
  // Metrics of a route or a method exist only while detailed metrics are on.
  expect(body.match(/AWS\/ApiGateway[^[\]]*/g)).toEqual(
    Array(4).fill(expect.not.stringMatching(/Method|Resource|Stage/)),
  );
});

describe('the address of the dashboard', () => {
  const inputs = { 'AWS::Region': 'REGION' };

  it.each([
    { partition: 'aws', domain: 'console.aws.amazon.com' },
    { partition: 'aws-cn', domain: 'console.amazonaws.cn' },
    { partition: 'aws-us-gov', domain: 'console.amazonaws-us-gov.com' },
    { partition: 'aws-eusc', domain: 'console.amazonaws-eusc.eu' },
    { partition: 'aws-of-tomorrow', domain: 'console.aws.amazon.com' },
  ])('is in the console of $partition', ({ partition, domain }) => {
    const { Value } = made.template.findOutputs('DashboardURL').DashboardURL ?? {};
    const address = resolved(made.template.toJSON(), Value, { ...inputs, 'AWS::Partition': partition });
    const [name] = Object.keys(resourcesOf(made.template, 'AWS::CloudWatch::Dashboard'));
    expect(address).toBe(`https://REGION.${domain}/cloudwatch/home?region=REGION#dashboards/dashboard/${name}`);
  });
});

/** Evaluates a value of a template as CloudFormation does. A resource that is no input stands for itself. */
function resolved(
  template: ReturnType<typeof made.template.toJSON>,
  value: unknown,
  inputs: Readonly<Record<string, string>>,
): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const [name = '', given] = (Object.entries(value)[0] ?? []) as [string?, unknown?];
  const inner = (part: unknown) => resolved(template, part, inputs);
  if (name === 'Ref') return inputs[String(given)] ?? given;
  const [first, second, third] = given as [string, unknown, unknown];
  if (name === 'Fn::Equals') return inner(first) === inner(second);
  if (name === 'Fn::If') return inner(inner(template.Conditions?.[first]) ? second : third);
  if (name === 'Fn::Join') return (second as unknown[]).map(inner).join(first);
  throw new Error(`${name} is not known here`);
}

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
