import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../functions/openim/catalogue.ts';
import { routes } from '../../../infra/routes.ts';
import { arnOf, streamOf } from '../../support/aws/existing-tables.ts';
import { functionName, type Resource, resourcesOf, statementsOf, synthesise } from '../../support/template.ts';

const OF_ACCOUNT = 'eu-west-1:123456789012';
const KEY = `arn:aws:kms:${OF_ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const TABLE_KEY = `arn:aws:kms:${OF_ACCOUNT}:key/1234abcd-12ab-34cd-56ef-000000000001`;
const POLICY_KEY = `arn:aws:kms:${OF_ACCOUNT}:key/mrk-1234abcd12ab34cd56ef1234567890ab`;
const TOPIC = `arn:aws:sns:${OF_ACCOUNT}:alarms`;
const WEB_ACL = `arn:aws:wafv2:${OF_ACCOUNT}:regional/webacl/own/1234abcd-12ab-34cd-56ef-1234567890ab`;
const BOUNDARY = 'arn:aws:iam::123456789012:policy/Boundary';
const CERTIFICATE = `arn:aws:acm:${OF_ACCOUNT}:certificate/1234abcd-12ab-34cd-56ef-1234567890ab`;
const ZONE = 'Z0123456789ABCDEFGHIJ';
const VPC_ENDPOINTS = ['vpce-0123456789abcdef0', 'vpce-11111111'];

const AUDIT = { name: 'records', arn: arnOf('records'), streamArn: streamOf('records'), keyArn: TABLE_KEY };
const POLICY = { name: 'policies', arn: arnOf('policies'), streamArn: '', keyArn: POLICY_KEY };
const DOMAIN = { domainName: 'webhooks.example.com', certificate: CERTIFICATE };

type Stack = Awaited<ReturnType<typeof synthesise>>;

const plain = await synthesise();
const audit = await synthesise({ auditTable: 'records' }, { audit: AUDIT });
const policy = await synthesise({ policyTable: 'policies' }, { policy: POLICY });
const topic = await synthesise({ alarmTopic: TOPIC });
const key = await synthesise({ key: KEY, alarmEmail: 'ops@example.com' });
const webAcl = await synthesise({ webAcl: WEB_ACL });
const boundary = await synthesise({ permissionsBoundary: BOUNDARY });
const domain = await synthesise(DOMAIN);
const zoned = await synthesise({ ...DOMAIN, hostedZone: ZONE, defaultEndpoint: false });
const inVpc = await synthesise({ vpcEndpoints: VPC_ENDPOINTS, allowedCidrs: '10.0.0.0/8' });
const ready = await synthesise({ provisionedConcurrency: 3 });
const everything = await synthesise(
  {
    ...DOMAIN,
    ...{ auditTable: 'records', policyTable: 'policies', alarmTopic: TOPIC, alarmEmail: 'ops@example.com', key: KEY },
    ...{ webAcl: WEB_ACL, permissionsBoundary: BOUNDARY, hostedZone: ZONE, defaultEndpoint: 'false' },
    ...{ provisionedConcurrency: '3', reservedConcurrency: '9', tracing: '0.5', region: 'eu-west-1' },
    account: '123456789012',
  },
  { audit: AUDIT, policy: POLICY },
);

const resources = ({ template }: Stack) => template.toJSON().Resources as Record<string, Resource>;
const all = (stack: Stack, type: string) =>
  Object.values(resourcesOf(stack.template, type)).map(({ Properties }) => Properties);
const one = (stack: Stack, type: string) => {
  const found = all(stack, type);
  expect(found.length).toBe(1);
  return found[0];
};
const output = ({ template }: Stack, name: string) => JSON.stringify(template.findOutputs(name)[name]?.Value);

/** Logical IDs of all resources that a stack has beside those of another. */
const beside = (stack: Stack, other: Stack) => Object.keys(resources(stack)).filter((id) => !(id in resources(other)));
const typesBeside = (stack: Stack, other: Stack) =>
  beside(stack, other)
    .map((id) => resources(stack)[id]?.Type)
    .sort();

it.each(Object.entries({ audit, policy, topic, key, webAcl, boundary, domain, zoned, inVpc, ready, everything }))(
  'has no finding of the AwsSolutions rules that is not acknowledged: %s',
  (_name, { stack }) => {
    expect(new AwsSolutionsChecks().validateScope(stack)).toEqual({ success: true, violations: [] });
  },
);

it('is not made with a table that nobody looked up', async () => {
  await expect(synthesise({ auditTable: 'records' })).rejects.toThrow('not looked up');
  await expect(synthesise({ auditTable: 'records' }, { audit: { ...AUDIT, name: 'other' } })).rejects.toThrow();
  await expect(synthesise({}, { policy: POLICY })).rejects.toThrow('not looked up');
});

describe('an audit table that exists', () => {
  it('replaces the one that the stack makes, and nothing else with state or an address', () => {
    expect(typesBeside(plain, audit)).toEqual(['AWS::DynamoDB::GlobalTable', 'AWS::Lambda::EventSourceMapping']);
    expect(typesBeside(audit, plain)).toEqual(['AWS::Lambda::EventSourceMapping']);
  });

  it('is the table of every function, and the one whose stream derive reads', () => {
    for (const { Environment } of all(audit, 'AWS::Lambda::Function'))
      expect(Environment.Variables.AUDIT_TABLE_NAME).toBe('records');
    const streams = all(audit, 'AWS::Lambda::EventSourceMapping').filter(({ StartingPosition }) => StartingPosition);
    expect(streams.map(({ EventSourceArn }) => EventSourceArn)).toEqual([AUDIT.streamArn]);
  });

  it('is written as the one that the stack makes', () => {
    const rights = ({ template }: Stack) =>
      statementsOf(template)
        .filter(({ actions }) => actions.some((action) => action.startsWith('dynamodb:')))
        .map(({ actions }) => actions);
    expect(rights(audit)).toEqual(rights(plain));
    const puts = statementsOf(audit.template).filter(({ actions }) => actions.includes('dynamodb:PutItem'));
    expect(new Set(puts.map(({ resources: [arn] }) => arn))).toEqual(new Set([AUDIT.arn]));
    const reads = statementsOf(audit.template).filter(({ actions }) => actions.includes('dynamodb:GetRecords'));
    expect(reads.map(({ resources: [arn] }) => arn)).toEqual([AUDIT.streamArn]);
  });

  it('is watched, and named by an output', () => {
    const alarm = all(audit, 'AWS::CloudWatch::Alarm').find(({ AlarmDescription }) =>
      AlarmDescription.includes('TableThrottles'),
    );
    expect(JSON.stringify(alarm)).toContain('{"Name":"TableName","Value":"records"}');
    expect(output(audit, 'AuditTableName')).toBe('"records"');
  });
});

it('uses a policy table that exists, as the one that the stack makes', () => {
  expect(typesBeside(plain, policy)).toEqual(['AWS::DynamoDB::Table']);
  expect(beside(policy, plain)).toEqual([]);
  const judges = catalogue.filter(({ timing }) => timing === 'before').length + 1;
  const reads = statementsOf(policy.template).filter(({ resources: [arn] }) => arn === POLICY.arn);
  expect(reads.map(({ actions }) => actions)).toEqual(Array(judges).fill(['dynamodb:BatchGetItem']));
  const named = all(policy, 'AWS::Lambda::Function').filter(
    ({ Environment }) => Environment.Variables.POLICY_TABLE_NAME === 'policies',
  );
  expect(named.length).toBe(judges);
  expect(output(policy, 'PolicyTableName')).toBe('"policies"');
});

describe('keys', () => {
  /** Names of the functions whose roles may use a key. */
  const users = ({ template }: Stack, arn: string) => {
    const policies = Object.values(resourcesOf(template, 'AWS::IAM::Policy')).filter(({ Properties }) =>
      Properties.PolicyDocument.Statement.some(
        ({ Action, Resource: of }: { Action: string[]; Resource: unknown }) =>
          Action.includes('kms:GenerateDataKey') && [of].flat().includes(arn),
      ),
    );
    return policies.map(({ Properties }) => Properties.Roles[0].Ref.replace(/Role[0-9A-F]{8}$/, '')).sort();
  };
  const roles = (stack: Stack) =>
    Object.values(resourcesOf(stack.template, 'AWS::Lambda::Function'))
      .map(({ Properties }) => Properties.Role['Fn::GetAtt'][0].replace(/Role[0-9A-F]{8}$/, ''))
      .sort();

  it('encrypt all that a stack makes and that keeps something, and add no resource', () => {
    for (const queue of all(key, 'AWS::SQS::Queue')) {
      expect(queue.KmsMasterKeyId).toBe(KEY);
      expect(queue.SqsManagedSseEnabled).toBeUndefined();
    }
    for (const group of all(key, 'AWS::Logs::LogGroup')) expect(group.KmsKeyId).toBe(KEY);
    expect(one(key, 'AWS::SNS::Topic').KmsMasterKeyId).toBe(KEY);
    expect(one(key, 'AWS::S3::Bucket').BucketEncryption.ServerSideEncryptionConfiguration).toEqual([
      { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KEY } },
    ]);
    const encrypted = { SSEEnabled: true, SSEType: 'KMS' };
    const { Replicas, SSESpecification } = one(key, 'AWS::DynamoDB::GlobalTable');
    expect({ SSESpecification, replica: Replicas[0].SSESpecification }).toEqual({
      SSESpecification: encrypted,
      replica: { KMSMasterKeyId: KEY },
    });
    expect(one(key, 'AWS::DynamoDB::Table').SSESpecification).toMatchObject({ SSEEnabled: true, KMSMasterKeyId: KEY });
    expect(typesBeside(plain, key)).toEqual([]);
    expect(typesBeside(key, plain)).toEqual(['AWS::SNS::Subscription', 'AWS::SNS::Topic', 'AWS::SNS::TopicPolicy']);
  });

  it('may be used by every function, without wildcards', () => {
    expect(users(key, KEY)).toEqual(roles(key));
    const actions = statementsOf(key.template).flatMap((statement) => statement.actions);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  it('of tables that exist may be used by the functions of each table', () => {
    expect(users(audit, TABLE_KEY)).toEqual(roles(audit));
    const judges = [...new Set(routes.values())].filter(
      (name) => name === 'by-query-command' || catalogue.some((row) => row.name === name && row.timing === 'before'),
    );
    expect(users(policy, POLICY_KEY).length).toBe(judges.length);
    expect(
      statementsOf(plain.template)
        .flatMap(({ actions }) => actions)
        .join(),
    ).not.toContain('kms:');
  });
});

it('sends every alarm to a topic that exists, also beside the e-mail', () => {
  for (const { AlarmActions } of all(topic, 'AWS::CloudWatch::Alarm')) expect(AlarmActions).toEqual([TOPIC]);
  expect(all(topic, 'AWS::SNS::Topic')).toEqual([]);
  for (const { AlarmActions } of all(everything, 'AWS::CloudWatch::Alarm'))
    expect(AlarmActions).toEqual([{ Ref: expect.stringMatching(/^AlarmsTopic/) }, TOPIC]);
});

it('limits every role, also that of API Gateway', () => {
  const roles = all(boundary, 'AWS::IAM::Role');
  expect(roles.length).toBeGreaterThan(16);
  for (const { PermissionsBoundary } of roles) expect(PermissionsBoundary).toBe(BOUNDARY);
  for (const { PermissionsBoundary } of all(plain, 'AWS::IAM::Role')) expect(PermissionsBoundary).toBeUndefined();
  for (const { PermissionsBoundary } of all(everything, 'AWS::IAM::Role')) expect(PermissionsBoundary).toBe(BOUNDARY);
});

it('puts a firewall in front of the stage', () => {
  const [stage] = Object.keys(resourcesOf(webAcl.template, 'AWS::ApiGateway::Stage'));
  const { WebACLArn, ResourceArn } = one(webAcl, 'AWS::WAFv2::WebACLAssociation');
  expect(WebACLArn).toBe(WEB_ACL);
  expect(JSON.stringify(ResourceArn)).toContain(`/stages/",{"Ref":"${stage}"}`);
  expect(typesBeside(webAcl, plain)).toEqual(['AWS::WAFv2::WebACLAssociation']);
});

describe('a domain', () => {
  it('is mapped to the stage without a path, as strict as the API, and is the address', () => {
    expect(one(domain, 'AWS::ApiGateway::DomainName')).toMatchObject({
      DomainName: 'webhooks.example.com',
      RegionalCertificateArn: CERTIFICATE,
      EndpointConfiguration: { Types: ['REGIONAL'] },
      SecurityPolicy: one(domain, 'AWS::ApiGateway::RestApi').SecurityPolicy,
      EndpointAccessMode: 'BASIC',
    });
    const [stage] = Object.keys(resourcesOf(domain.template, 'AWS::ApiGateway::Stage'));
    const mapping = one(domain, 'AWS::ApiGateway::BasePathMapping');
    expect(mapping.Stage).toEqual({ Ref: stage });
    expect(mapping.BasePath).toBeUndefined();
    expect(output(domain, 'WebhookAddress')).toBe('"https://openim:TOKEN@webhooks.example.com"');
  });

  it('gets its record in the hosted zone, or an output with what the record must point to', () => {
    const [name] = Object.keys(resourcesOf(domain.template, 'AWS::ApiGateway::DomainName'));
    expect(output(domain, 'DomainTarget')).toBe(JSON.stringify({ 'Fn::GetAtt': [name, 'RegionalDomainName'] }));
    expect(all(domain, 'AWS::Route53::RecordSet')).toEqual([]);
    expect(one(zoned, 'AWS::Route53::RecordSet')).toMatchObject({
      HostedZoneId: ZONE,
      Name: 'webhooks.example.com',
      Type: 'A',
      AliasTarget: {
        DNSName: { 'Fn::GetAtt': [name, 'RegionalDomainName'] },
        HostedZoneId: { 'Fn::GetAtt': [name, 'RegionalHostedZoneId'] },
      },
    });
    expect(output(zoned, 'DomainTarget')).toBeUndefined();
  });

  it("leaves API Gateway's own address on unless that is turned off", () => {
    expect(one(domain, 'AWS::ApiGateway::RestApi').DisableExecuteApiEndpoint).toBeUndefined();
    expect(one(zoned, 'AWS::ApiGateway::RestApi').DisableExecuteApiEndpoint).toBe(true);
  });
});

describe('a private API', () => {
  const { EndpointConfiguration, Policy } = one(inVpc, 'AWS::ApiGateway::RestApi');

  it('is called through the VPC endpoints only, and there by the permitted addresses', () => {
    expect(EndpointConfiguration).toEqual({
      Types: ['PRIVATE'],
      VpcEndpointIds: VPC_ENDPOINTS,
      IpAddressType: 'dualstack',
    });
    const everyRoute = { Action: 'execute-api:Invoke', Principal: { AWS: '*' }, Resource: 'execute-api:/*' };
    expect(Policy.Statement).toEqual([
      { Effect: 'Allow', ...everyRoute },
      { Effect: 'Deny', ...everyRoute, Condition: { NotIpAddress: { 'aws:VpcSourceIp': ['10.0.0.0/8'] } } },
      { Effect: 'Deny', ...everyRoute, Condition: { StringNotEquals: { 'aws:SourceVpce': VPC_ENDPOINTS } } },
    ]);
  });

  it('has an address that needs no private DNS, and functions outside the VPC', () => {
    const [api] = Object.keys(resourcesOf(inVpc.template, 'AWS::ApiGateway::RestApi'));
    expect(output(inVpc, 'WebhookAddress')).toContain(`{"Ref":"${api}"},"-${VPC_ENDPOINTS[0]}.execute-api."`);
    for (const { VpcConfig } of all(inVpc, 'AWS::Lambda::Function')) expect(VpcConfig).toBeUndefined();
    expect(beside(inVpc, plain).filter((id) => !id.startsWith('WebhookApiDeployment'))).toEqual([]);
  });
});

describe('provisioned concurrency', () => {
  const befores = catalogue.filter(({ timing }) => timing === 'before').map(({ name }): string => name);
  const aliases = resourcesOf(ready.template, 'AWS::Lambda::Alias');
  const functionOf = (id: string) => functionName(ready.template, aliases[id]?.Properties.FunctionName.Ref);

  it('is that of each function of a before callback, and of no other', () => {
    expect(Object.keys(aliases).map(functionOf).sort()).toEqual(befores.toSorted());
    for (const { Properties } of Object.values(aliases))
      expect(Properties).toMatchObject({
        Name: 'ready',
        ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 3 },
      });
  });

  it('is what API Gateway calls, and may call', () => {
    const integrations = JSON.stringify(
      all(ready, 'AWS::ApiGateway::Method').map(({ Integration }) => Integration.Uri),
    );
    const permitted = all(ready, 'AWS::Lambda::Permission').map(({ FunctionName }) => FunctionName.Ref);
    for (const id of Object.keys(aliases)) {
      expect(integrations).toContain(`{"Ref":"${id}"}`);
      expect(permitted).toContain(id);
    }
    const direct = Object.keys(resourcesOf(ready.template, 'AWS::Lambda::Function')).filter((id) =>
      integrations.includes(`"Fn::GetAtt":["${id}","Arn"]`),
    );
    expect(direct.map((id) => functionName(ready.template, id)).filter((name) => befores.includes(name))).toEqual([]);
  });

  it('has lines on the dashboard that say whether enough of them are kept, and no stack without them has', () => {
    const bodyOf = (stack: Stack) => JSON.stringify(one(stack, 'AWS::CloudWatch::Dashboard'));
    for (const name of ['ProvisionedConcurrencySpilloverInvocations', 'ProvisionedConcurrencyUtilization']) {
      const lines = bodyOf(ready).split(name).length - 1;
      expect(lines, name).toBe(Object.keys(aliases).length);
    }
    for (const name of befores) expect(bodyOf(ready)).toContain(`\\"label\\":\\"${name}\\"`);
    expect(bodyOf(plain)).not.toContain('ProvisionedConcurrency');
  });

  it('keeps the alarms on all that Lambda counts of a function', () => {
    const watched = ({ template }: Stack) =>
      Object.values(resourcesOf(template, 'AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
    expect(watched(ready)).toEqual(watched(plain));
  });
});

it('is the same in its state and its address without any of these settings', () => {
  const kept = /^AWS::(DynamoDB|SQS|S3|Events|Logs::LogGroup|SNS|ApiGateway::(RestApi|Stage|Method|Resource))/;
  for (const stack of [topic, webAcl, boundary, ready])
    expect(beside(plain, stack).filter((id) => kept.test(resources(plain)[id]?.Type ?? ''))).toEqual([]);
  const added =
    /^AWS::(KMS|WAFv2|Route53|EC2|CertificateManager|Lambda::(Alias|Version)|ApiGateway::(DomainName|BasePath))/;
  expect(Object.values(resources(plain)).filter(({ Type }) => added.test(Type))).toEqual([]);
  expect(JSON.stringify(plain.template.toJSON())).not.toMatch(
    /PermissionsBoundary|DisableExecuteApi|VpcEndpoint|kms:/i,
  );
});
