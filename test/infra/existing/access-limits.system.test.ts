import { describe, expect, it } from 'vitest';
import { findExisting } from '../../../infra/existing/find-existing.ts';
import { readSettings } from '../../../infra/stack-settings.ts';
import { AwsError } from '../../support/aws/aws-error.ts';
import { ACCOUNT, REGION } from '../../support/aws/aws-stub.ts';
import { policyOf } from '../../support/aws/named-stub.ts';
import type { StubEndpoint } from '../../support/aws/network-stub.ts';
import { startOwnAws } from '../../support/aws/own-aws.ts';
import { sha256 } from '../../support/proxy-event.ts';

const OF_ACCOUNT = `${REGION}:${ACCOUNT}`;
const ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const WEB_ACL = `arn:aws:wafv2:${OF_ACCOUNT}:regional/webacl/own/${ID}`;
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/limits/Boundary`;
const CERTIFICATE = `arn:aws:acm:${OF_ACCOUNT}:certificate/${ID}`;
const ENDPOINT = 'vpce-0123456789abcdef0';
const ZONE = 'Z0123456789ABCDEFGHIJ';

async function found(given: object, place: object = {}) {
  const { settings, errors } = readSettings({ webhookTokenHashes: sha256('token'), name: 'prod', ...given });
  expect(errors).toEqual([]);
  return findExisting(settings, { account: ACCOUNT, region: REGION, ...place });
}

const FINE = { tables: {}, errors: [], warnings: [] };
const ALL = { Effect: 'Allow', Action: '*', Resource: '*' };

describe('a web ACL', () => {
  const common = (rest: object) => ({
    Name: 'common',
    Statement: {
      ManagedRuleGroupStatement: { VendorName: 'AWS', Name: 'AWSManagedRulesCommonRuleSet', ...rest },
    },
  });
  const says = {
    blocks: "webAcl: the web ACL own blocks requests by default. Make sure that a rule allows OpenIM's requests.",
    large:
      'webAcl: the web ACL own uses AWSManagedRulesCommonRuleSet, which blocks callbacks over 8 KB. Override its rule SizeRestrictions_BODY with the action Count.',
  };

  it.each([
    { what: 'allows by default', acl: { DefaultAction: { Allow: {} } }, warnings: [] },
    { what: 'blocks by default', acl: { DefaultAction: { Block: {} }, Rules: [] }, warnings: [says.blocks] },
    {
      what: 'has the common rules of AWS',
      acl: { DefaultAction: { Allow: {} }, Rules: [{ Statement: { RateBasedStatement: {} } }, common({})] },
      warnings: [says.large],
    },
    {
      what: 'has the common rules with another action for large bodies',
      acl: {
        DefaultAction: { Allow: {} },
        Rules: [
          common({ RuleActionOverrides: [{ Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } }] }),
          common({ ExcludedRules: [{ Name: 'SizeRestrictions_BODY' }] }),
          { ...common({}), OverrideAction: { Count: {} } },
        ],
      },
      warnings: [],
    },
  ])('that $what is accepted with these warnings: $warnings', async ({ acl, warnings }) => {
    const aws = await startOwnAws();
    aws.named.webAcls.set('own', acl);

    expect(await found({ webAcl: WEB_ACL })).toEqual({ ...FINE, warnings });
    expect(aws.requests).toEqual(['GetWebACL']);
  });

  it('must exist', async () => {
    await startOwnAws();

    expect((await found({ webAcl: WEB_ACL })).errors).toEqual([
      'webAcl: the web ACL own does not exist in eu-west-1. Correct the ARN.',
    ]);
  });
});

describe('a permissions boundary', () => {
  const tables = (name: string) => ({
    ...{ Effect: 'Allow', Action: 'dynamodb:*' },
    Resource: [`arn:aws:dynamodb:*:*:table/${name}`],
  });
  const others = { Effect: 'Allow', NotAction: ['dynamodb:*', 'iam:*'], Resource: '*' };
  const deny = (Action: string, rest: object) => ({ Effect: 'Deny', Action, Resource: '*', ...rest });

  it.each([
    { what: 'permits all', statements: [ALL] },
    { what: 'permits the tables by the name of the stack', statements: [others, tables('OpenIMWebhook-*')] },
    { what: 'permits one table, which may be one of the stack', statements: [others, tables('*-AuditRecords0?-1A2B')] },
    { what: 'permits tables of a variable', statements: [others, tables(`\${aws:PrincipalTag/team}-*`)] },
    {
      what: 'permits logs of some groups',
      statements: [
        { ...ALL, Action: undefined, NotAction: 'logs:*' },
        {
          ...{ Effect: 'Allow', Action: 'logs:*' },
          Resource: [`arn:aws:logs:*:*:log-group:OpenIMWebhook-prod-*:log-stream:*`],
        },
      ],
    },
    {
      what: 'permits logs of all groups',
      statements: [
        { ...ALL, Action: undefined, NotAction: 'logs:*' },
        { Effect: 'Allow', Action: 'logs:*', Resource: 'arn:aws:logs:*:*:log-group:*:*' },
      ],
    },
    { what: 'has a condition', statements: [{ ...ALL, Condition: { StringEquals: { 'aws:RequestedRegion': 'x' } } }] },
    {
      what: 'denies other things',
      statements: [
        ALL,
        deny('dynamodb:DeleteTable', {}),
        deny('dynamodb:*', { Resource: 'arn:aws:dynamodb:*:*:table/billing' }),
        deny('*', { Condition: { StringNotEquals: { 'aws:RequestedRegion': REGION } } }),
        deny('*', { Resource: undefined, NotResource: '*' }),
      ],
    },
    {
      what: 'permits all but some resources',
      statements: [{ ...ALL, Resource: undefined, NotResource: 'arn:aws:s3:::secret/*' }],
    },
  ])('is accepted if it $what', async ({ statements }) => {
    const aws = await startOwnAws();
    aws.named.policies.set(BOUNDARY, statements);

    expect(await found({ permissionsBoundary: BOUNDARY })).toEqual(FINE);
    expect(aws.requests).toEqual(['GetPolicy', 'GetPolicyVersion']);
  });

  const audit = `dynamodb:BatchGetItem, dynamodb:PutItem on arn:aws:dynamodb:${OF_ACCOUNT}:table/OpenIMWebhook-prod-*`;
  const stream = `dynamodb:DescribeStream, dynamodb:GetRecords, dynamodb:GetShardIterator, dynamodb:ListStreams on arn:aws:dynamodb:${OF_ACCOUNT}:table/OpenIMWebhook-prod-*/stream/*`;
  const policy = `dynamodb:BatchGetItem on arn:aws:dynamodb:${OF_ACCOUNT}:table/OpenIMWebhook-prod-*`;

  it.each([
    { what: 'another name of tables', statements: [others, tables('team-*')], lacks: [audit, stream, policy] },
    { what: 'no tables', statements: [others], lacks: [audit, stream, policy] },
    {
      what: 'tables for reading',
      statements: [others, { Effect: 'Allow', Action: ['dynamodb:*Get*', 'dynamodb:*Stream*'], Resource: '*' }],
      lacks: [audit.replace('dynamodb:BatchGetItem, ', '')],
    },
    {
      what: 'all but queues',
      statements: [ALL, deny('SQS:Send*', {})],
      lacks: [`sqs:SendMessage on arn:aws:sqs:${OF_ACCOUNT}:OpenIMWebhook-prod-*`],
    },
    {
      what: 'all but what is not in a list',
      statements: [
        ALL,
        deny('sqs:SendMessage', { Resource: undefined, NotResource: `arn:aws:sqs:${OF_ACCOUNT}:team-*` }),
      ],
      lacks: [`sqs:SendMessage on arn:aws:sqs:${OF_ACCOUNT}:OpenIMWebhook-prod-*`],
    },
    {
      what: 'the usual logs of functions',
      statements: [
        { ...ALL, Action: undefined, NotAction: 'logs:*' },
        { Effect: 'Allow', Action: 'logs:*', Resource: 'arn:aws:logs:*:*:log-group:/aws/lambda/*' },
      ],
      lacks: [
        `logs:CreateLogStream, logs:PutLogEvents on arn:aws:logs:${OF_ACCOUNT}:log-group:OpenIMWebhook-prod-*:log-stream:*`,
      ],
    },
    {
      what: 'buckets of a service alone',
      statements: [
        { ...ALL, Action: undefined, NotAction: 's3:*' },
        { ...ALL, Action: 's3:List*' },
      ],
      lacks: ['s3:PutObject on arn:aws:s3:::*'],
    },
  ])('is rejected if it permits $what', async ({ statements, lacks }) => {
    const aws = await startOwnAws();
    aws.named.policies.set(BOUNDARY, statements);

    expect((await found({ permissionsBoundary: BOUNDARY })).errors).toEqual([
      `permissionsBoundary: the policy limits/Boundary does not allow everything that the stack's roles need. Allow ${lacks.join('; ')}.`,
    ]);
  });

  it('needs what the settings make, and no more', async () => {
    const aws = await startOwnAws();
    const named = { permissionsBoundary: BOUNDARY, key: `arn:aws:kms:${OF_ACCOUNT}:key/${ID}`, tracing: 0.1 };
    aws.named.policies.set(BOUNDARY, [{ ...ALL, Action: undefined, NotAction: ['kms:*', 'xray:*'] }]);
    aws.named.keys.set(named.key, { metadata: { KeyState: 'Enabled', KeySpec: 'SYMMETRIC_DEFAULT' }, statements: [] });

    const { errors } = await found(named);
    expect(errors.join()).toContain(`Allow kms:Decrypt, kms:GenerateDataKey on ${named.key}; xray:Put`);
    aws.named.policies.set(BOUNDARY, [{ ...ALL, Action: undefined, NotAction: ['kms:*', 'xray:*', 'events:*'] }]);
    expect(await found({ permissionsBoundary: BOUNDARY, eventBus: false })).toEqual(FINE);
  });

  it('may be a policy of AWS', async () => {
    const aws = await startOwnAws();
    const arn = 'arn:aws:iam::aws:policy/PowerUserAccess';
    aws.named.policies.set(arn, [{ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*'], Resource: '*' }]);

    expect(await found({ permissionsBoundary: arn })).toEqual(FINE);
  });

  it('must exist', async () => {
    await startOwnAws();

    expect((await found({ permissionsBoundary: BOUNDARY })).errors).toEqual([
      'permissionsBoundary: the policy limits/Boundary does not exist. Correct the ARN.',
    ]);
  });
});

describe('a VPC endpoint', () => {
  const given = { vpcEndpoints: [ENDPOINT] };
  const available: StubEndpoint = { serviceName: `com.amazonaws.${REGION}.execute-api`, state: 'available' };
  const withPolicy = (...statements: object[]): StubEndpoint => ({
    ...available,
    policyDocument: policyOf(statements),
  });
  const toAll = { ...ALL, Principal: '*' };

  it.each([
    { what: 'no policy', endpoint: available },
    { what: 'the policy of a new one', endpoint: withPolicy(toAll) },
    {
      what: 'a policy for some APIs',
      endpoint: withPolicy({
        ...{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'execute-api:Invoke' },
        Resource: `arn:aws:execute-api:${OF_ACCOUNT}:a1b2c3d4e5/*`,
      }),
    },
    {
      what: 'a policy that denies others',
      endpoint: withPolicy(toAll, { ...toAll, Effect: 'Deny', Resource: 'arn:aws:execute-api:*:*:a1b2c3d4e5/*' }),
    },
  ])('is accepted with $what', async ({ endpoint }) => {
    const aws = await startOwnAws();
    aws.network.endpoints.set(ENDPOINT, endpoint);

    expect(await found(given)).toEqual(FINE);
    expect(aws.requests).toEqual(['DescribeVpcEndpoints']);
  });

  const lets =
    'has a policy that blocks all callbacks, because OpenIM does not sign requests for AWS. Allow everybody execute-api:Invoke, on the API or on *.';

  it.each([
    {
      what: 'for another service',
      endpoint: { ...available, serviceName: 'com.amazonaws.eu-west-1.s3' },
      says: 'is for the service com.amazonaws.eu-west-1.s3. Use an endpoint for execute-api.',
    },
    {
      what: 'that is rejected',
      endpoint: { ...available, state: 'rejected' },
      says: 'is in the state rejected. Use an available endpoint, or deploy again when this endpoint is available.',
    },
    {
      what: 'for callers of an account',
      endpoint: withPolicy({ ...toAll, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } }),
      says: lets,
    },
    {
      what: 'for APIs of another account',
      endpoint: withPolicy({ ...toAll, Resource: 'arn:aws:execute-api:*:999999999999:*' }),
      says: lets,
    },
    { what: 'that denies all', endpoint: withPolicy(toAll, { ...toAll, Effect: 'Deny' }), says: lets },
  ])('$what is rejected', async ({ endpoint, says }) => {
    const aws = await startOwnAws();
    aws.network.endpoints.set(ENDPOINT, endpoint);

    expect(await found(given)).toEqual({ ...FINE, errors: [`vpcEndpoints: the endpoint ${ENDPOINT} ${says}`] });
  });

  it('may be of another account, which is a warning', async () => {
    const aws = await startOwnAws();
    aws.network.endpoints.set(ENDPOINT, available);
    aws.network.endpoints.set('vpce-22222222', { ...available, state: 'pending' });
    const two = { vpcEndpoints: [ENDPOINT, 'vpce-11111111', 'vpce-22222222'] };

    expect(await found(two)).toEqual({
      ...FINE,
      errors: [expect.stringContaining('vpce-22222222 is in the state pending')],
      warnings: [
        'vpcEndpoints: the endpoint vpce-11111111 is not in this account and eu-west-1, so that it is not checked. Correct the ID, unless another account has the endpoint.',
      ],
    });
  });
});

describe('a hosted zone', () => {
  const given = { domainName: 'webhooks.example.com', certificate: CERTIFICATE, hostedZone: ZONE };

  it.each([
    { zone: { Name: 'example.com.', PrivateZone: false }, says: {} },
    { zone: { Name: 'webhooks.example.com.', PrivateZone: false }, says: {} },
    {
      zone: { Name: 'example.com.', PrivateZone: true },
      says: {
        warnings: [
          `hostedZone: the zone ${ZONE} is private, so that only its VPCs can resolve domainName. Use a public zone, unless OpenIM runs in such a VPC.`,
        ],
      },
    },
    {
      zone: { Name: 'ample.com.', PrivateZone: false },
      says: {
        errors: [
          `hostedZone: the zone ${ZONE} is for ample.com, not for domainName webhooks.example.com. Use the zone of that domain.`,
        ],
      },
    },
    { zone: undefined, says: { errors: [`hostedZone: the zone ${ZONE} does not exist. Correct the ID.`] } },
  ])('is checked by its name and kind: $zone', async ({ zone, says }) => {
    const aws = await startOwnAws();
    aws.named.certificates.set(CERTIFICATE, { Status: 'ISSUED', DomainName: '*.example.com' });
    if (zone) aws.network.zones.set(ZONE, zone);

    expect(await found(given)).toEqual({ ...FINE, ...says });
  });
});

describe('a check that is not possible', () => {
  const LACK = 'Your AWS credentials lack a permission: not authorized. Use other credentials, or grant it.';
  const zoned = { domainName: 'webhooks.example.com', certificate: CERTIFICATE, hostedZone: ZONE };

  it.each([
    { setting: 'webAcl', given: { webAcl: WEB_ACL }, action: 'GetWebACL', code: 'AccessDeniedException' },
    {
      setting: 'permissionsBoundary',
      given: { permissionsBoundary: BOUNDARY },
      action: 'GetPolicyVersion',
      code: 'AccessDenied',
    },
    {
      setting: 'vpcEndpoints',
      given: { vpcEndpoints: [ENDPOINT] },
      action: 'DescribeVpcEndpoints',
      code: 'UnauthorizedOperation',
    },
    { setting: 'hostedZone', given: zoned, action: 'GetHostedZone', code: 'AccessDenied' },
  ])('is a warning: $setting', async ({ setting, given, action, code }) => {
    const aws = await startOwnAws();
    aws.named.certificates.set(CERTIFICATE, { Status: 'ISSUED', DomainName: '*.example.com' });
    aws.named.policies.set(BOUNDARY, [ALL]);
    aws.faults.set(action, new AwsError(code, 'not authorized', 403));

    expect(await found(given)).toEqual({ ...FINE, warnings: [`${setting} is not checked. ${LACK}`] });
  });

  it.each([
    { setting: 'webAcl', given: { webAcl: WEB_ACL } },
    { setting: 'hostedZone', given: zoned },
  ])('is a warning with the credentials of another account: $setting', async (row) => {
    const aws = await startOwnAws();
    aws.named.certificates.set(CERTIFICATE, { Status: 'ISSUED', DomainName: '*.example.com' });

    expect(await found(row.given, { ownAccount: '999999999999' })).toEqual({
      ...FINE,
      warnings: [
        `${row.setting} is not checked. Your AWS credentials are those of the account 999999999999, but the stack is for ${ACCOUNT}. Set AWS_PROFILE to another profile.`,
      ],
    });
    expect((await found(row.given, { ownAccount: ACCOUNT })).errors).toHaveLength(1);
  });

  it('is a warning if AWS sends an unexpected answer', async () => {
    const aws = await startOwnAws();
    aws.named.webAcls.set('own', { Rules: 5 });

    expect(await found({ webAcl: WEB_ACL })).toEqual({
      ...FINE,
      warnings: ['webAcl is not checked. AWS sent an unexpected answer.'],
    });
  });
});
