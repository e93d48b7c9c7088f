import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../../infra/stack-settings.ts';
import { sha256 } from '../support/proxy-event.ts';

const ROOT = join(import.meta.dirname, '../..');
const HASH = sha256('token');
const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:alarms';
const DOMAIN = {
  domainName: 'webhooks.example.com',
  certificate: 'arn:aws:acm:eu-west-1:123456789012:certificate/1234abcd-12ab-34cd-56ef-1234567890ab',
};
const ROLE = 'arn:aws:iam::123456789012:role/Admin';

it('finds no setting in cdk.json, so that a new version changes no file that somebody edited', async () => {
  expect(JSON.parse(await readFile(join(ROOT, 'cdk.json'), 'utf8'))).toEqual({ app: 'npx node infra/app.ts' });
});

it('has a default for every setting but the hashes', () => {
  expect(readSettings({ webhookTokenHashes: HASH })).toMatchObject({
    settings: { name: '', stageName: 'prod', memory: 1024, accountCloudWatchRole: true, failureVerdict: 'refuse' },
    errors: [],
  });
});

it('takes values as -c gives them, as text', () => {
  const context = {
    webhookTokenHashes: `${HASH},${sha256('next')}`,
    webhookRelayTokenHashes: sha256('relay'),
    allowedCidrs: '203.0.113.0/24,2001:db8::/32',
    retentionDays: '365',
    throttlingRate: '50',
    accountCloudWatchRole: 'false',
    alarmEmail: 'ops@example.com',
    memory: '512',
    silentHours: '12',
    tracing: '0.05',
    reservedConcurrency: '20',
    administratorRoles: `${ROLE}, arn:aws-cn:iam::123456789012:role/path/Admin_1`,
  };
  expect(readSettings(context).settings).toMatchObject({
    webhookTokenHashes: [HASH, sha256('next')],
    webhookRelayTokenHashes: [sha256('relay')],
    allowedCidrs: ['203.0.113.0/24', '2001:db8::/32'],
    retentionDays: 365,
    throttlingRate: 50,
    accountCloudWatchRole: false,
    memory: 512,
    silentHours: 12,
    tracing: 0.05,
    reservedConcurrency: 20,
    administratorRoles: [ROLE, 'arn:aws-cn:iam::123456789012:role/path/Admin_1'],
    deploymentRoles: [],
  });
});

it.each([null, '', 0, '0'])('traces nothing with %j', (tracing) => {
  expect(readSettings({ webhookTokenHashes: HASH, tracing })).toMatchObject({
    errors: [],
    settings: { tracing: undefined },
  });
});

describe('names what is wrong in a sentence', () => {
  it.each([
    { change: { webhookTokenHashes: '' }, says: /^webhookTokenHashes is empty\. Make a token with `npm run token`/ },
    { change: { webhookTokenHashes: 'token' }, says: /^webhookTokenHashes must be lower-case hexadecimal SHA-256/ },
    { change: { webhookTokenHashes: HASH.toUpperCase() }, says: /^webhookTokenHashes must be lower-case/ },
    { change: { webhookTokenHashes: sha256('') }, says: /^webhookTokenHashes is the hash of an empty token\. Make/ },
    { change: { webhookTokenHashes: `${HASH}, ${HASH}` }, says: /^webhookTokenHashes has the same hash twice\. Give/ },
    { change: { webhookRelayTokenHashes: 'token' }, says: /^webhookRelayTokenHashes must be lower-case/ },
    {
      change: { webhookRelayTokenHashes: [sha256('1'), sha256('2'), sha256('3')] },
      says: /^webhookRelayTokenHashes has more than two hashes/,
    },
    {
      change: { webhookRelayTokenHashes: `${sha256('x')},${HASH}` },
      says: /^webhookRelayTokenHashes has a hash of webhookTokenHashes\. Make/,
    },
    {
      change: { webhookTokenHashes: [HASH, sha256('2'), sha256('3')] },
      says: /^webhookTokenHashes has more than two hashes/,
    },
    { change: { allowedCidrs: ',' }, says: 'allowedCidrs must be CIDR ranges such as 203.0.113.0/24.' },
    { change: { allowedCidrs: '203.0.113.1' }, says: 'allowedCidrs must be CIDR ranges such as 203.0.113.0/24.' },
    { change: { allowedCidrs: '203.0.113.0/33' }, says: 'allowedCidrs must be CIDR ranges such as 203.0.113.0/24.' },
    { change: { allowedCidrs: 'fe80::1%eth0/64' }, says: 'allowedCidrs must be CIDR ranges such as 203.0.113.0/24.' },
    { change: { failureVerdict: 'yes' }, says: 'failureVerdict must be refuse or allow.' },
    { change: { tracing: 'on' }, says: 'tracing must be a rate from 0 to 1, such as 0.01.' },
    { change: { tracing: 5 }, says: 'tracing must be a rate from 0 to 1, such as 0.01.' },
    { change: { recordMessages: 'yes' }, says: 'recordMessages must be none, envelope or whole.' },
    { change: { retentionDays: '0' }, says: 'retentionDays must be a number of days from 1 to 36500.' },
    { change: { retentionDays: 'never' }, says: 'retentionDays must be a number of days from 1 to 36500.' },
    {
      change: { administratorRoles: 'Admin' },
      says: 'administratorRoles must be ARNs of IAM roles such as arn:aws:iam::123456789012:role/NAME.',
    },
    {
      change: { deploymentRoles: `${ROLE}, arn:aws:sts::123456789012:assumed-role/Deploy/session` },
      says: 'deploymentRoles must be ARNs of IAM roles such as arn:aws:iam::123456789012:role/NAME.',
    },
    { change: { entriesPerSecond: 99 }, says: 'entriesPerSecond must be a whole number from 100 to 10000.' },
    { change: { alarmEmail: 'ops' }, says: 'alarmEmail must be one e-mail address such as ops@example.com.' },
    {
      change: { allowedCidrs: Array.from({ length: 500 }, (_, n) => `203.0.${n % 256}.${n >> 8}/32`) },
      says: /^allowedCidrs has more ranges than the policy of an API can hold/,
    },
    { change: { retention: 3 }, says: 'Unknown setting retention. Use retentionDays.' },
    { change: { cidrs: '10.0.0.0/8' }, says: 'Unknown setting cidrs. Use allowedCidrs.' },
    { change: { silentHours: 0 }, says: 'silentHours must be a number of hours from 1 to 168.' },
    { change: { silentHours: '169' }, says: 'silentHours must be a number of hours from 1 to 168.' },
    { change: { reservedConcurrency: 0 }, says: 'reservedConcurrency must be a whole number from 1 to 10000.' },
    { change: { stageName: 'a/b' }, says: 'stageName must consist of 1 to 128 letters, digits, _ and -.' },
    { change: { throttlingRate: 'fast' }, says: 'throttlingRate must be a whole number from 1 to 10000.' },
    { change: { throttlingBurst: 0 }, says: 'throttlingBurst must be a whole number from 1 to 5000.' },
    { change: { memory: '64' }, says: 'memory must be a whole number from 128 to 10240.' },
    { change: { allowUnauthenticated: 'maybe' }, says: 'allowUnauthenticated must be true or false.' },
    { change: { accountCloudWatchRole: 1 }, says: 'accountCloudWatchRole must be true or false.' },
    { change: { allowedCIDRs: '' }, says: 'Unknown setting allowedCIDRs. Use allowedCidrs.' },
    { change: { colour: 'red' }, says: /^Unknown setting colour\. Use one of webhookTokenHashes, / },
    { change: { memory: true }, says: 'memory must be a whole number from 128 to 10240.' },
    { change: { allowedCidrs: 7 }, says: 'allowedCidrs must be a list of texts.' },
    { change: { webhookTokenHashes: [7] }, says: 'webhookTokenHashes must be a list of texts.' },
    { change: { stageName: 7 }, says: 'stageName must consist of 1 to 128 letters, digits, _ and -.' },
    { change: { name: 'Prod' }, says: /^name must be 1 to 24 lower-case letters, digits and hyphens/ },
    { change: { account: 123456789012 }, says: 'account must be the 12 digits of an AWS account, in quotes.' },
    { change: { region: 'Ireland' }, says: 'region must be the name of a region such as eu-west-1.' },
    { change: { auditTable: 'a' }, says: /^auditTable must be the name of a DynamoDB table: 3 to 255 letters/ },
    { change: { policyTable: 'arn:aws:dynamodb' }, says: /^policyTable must be the name of a DynamoDB table/ },
    {
      change: { auditTable: 'both', policyTable: 'both' },
      says: 'policyTable is also auditTable. Name another table.',
    },
    {
      change: { alarmTopic: `${TOPIC}.fifo` },
      says: /^alarmTopic must be an ARN such as arn:aws:sns:eu-west-1:\S+ of a standard topic, because alarms cannot/,
    },
    {
      change: { key: 'alias/own' },
      says: /^key must be an ARN such as arn:aws:kms:eu-west-1:123456789012:key\/1234abcd-/,
    },
    {
      change: { webAcl: 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/own/1' },
      says: /^webAcl must be an ARN such as arn:aws:wafv2:.*:regional\/webacl\/NAME\/ID\.$/,
    },
    { change: { permissionsBoundary: ROLE }, says: /^permissionsBoundary must be an ARN such as arn:aws:iam::/ },
    { change: { ...DOMAIN, domainName: 'https://example.com' }, says: /^domainName must be a domain in lower-case/ },
    {
      change: { ...DOMAIN, certificate: undefined },
      says: 'domainName needs certificate, the ARN of its certificate.',
    },
    { change: { ...DOMAIN, domainName: '' }, says: 'certificate needs domainName, the domain that it is for.' },
    { change: { ...DOMAIN, hostedZone: 'example.com' }, says: /^hostedZone must be the ID of a hosted zone/ },
    { change: { hostedZone: 'Z0123' }, says: 'hostedZone needs domainName, the name of its record.' },
    { change: { defaultEndpoint: false }, says: 'defaultEndpoint can be false with domainName only.' },
    { change: { vpcEndpoints: 'vpc-1' }, says: /^vpcEndpoints must be IDs of VPC endpoints such as vpce-/ },
    {
      change: { vpcEndpoints: 'vpce-11111111,vpce-11111111' },
      says: 'vpcEndpoints has the same VPC endpoint twice. List each endpoint once.',
    },
    {
      change: { vpcEndpoints: [1, 2, 3, 4, 5, 6].map((n) => `vpce-1111111${n}`) },
      says: /^vpcEndpoints has more than five/,
    },
    { change: { ...DOMAIN, vpcEndpoints: 'vpce-11111111' }, says: /^vpcEndpoints cannot have domainName beside it/ },
    { change: { provisionedConcurrency: 0 }, says: 'provisionedConcurrency must be a whole number from 1 to 10000.' },
    {
      change: { provisionedConcurrency: 3, reservedConcurrency: 2 },
      says: 'provisionedConcurrency must be at most reservedConcurrency.',
    },
    {
      change: { ...DOMAIN, region: 'us-east-1' },
      says: 'certificate is in eu-west-1, but region is us-east-1. Use one of the same region.',
    },
    {
      change: { alarmTopic: TOPIC, region: 'us-east-1' },
      says: 'alarmTopic is in eu-west-1, but region is us-east-1. Use one of the same region.',
    },
  ])('$change', ({ change, says }) => {
    const { errors } = readSettings({ webhookTokenHashes: HASH, ...change });
    expect(errors).toEqual([typeof says === 'string' ? says : expect.stringMatching(says)]);
  });
});

it('names all that is wrong at once, and lets nobody in meanwhile', () => {
  const { settings, errors } = readSettings({
    webhookTokenHash: HASH,
    memory: 3,
    allowUnauthenticated: 'yes',
  });

  expect(errors.map((sentence) => sentence.split(' ').slice(0, 5).join(' '))).toEqual([
    'Unknown setting webhookTokenHash. Use webhookTokenHashes.',
    'allowUnauthenticated must be true or',
    'memory must be a whole',
  ]);
  expect(settings).toMatchObject({ webhookTokenHashes: ['0'.repeat(64)], allowUnauthenticated: false, memory: 1024 });
});

it('leaves the CDK names of its own', () => {
  const own = {
    'aws:cdk:bundling-stacks': ['**'],
    '@aws-cdk/core:newStyleStackSynthesis': true,
    'cli-telemetry': false,
  };

  expect(readSettings({ ...own, webhookTokenHashes: HASH }).errors).toEqual([]);
});

it('stays with the same stack while settings are invalid, because cdk destroy would delete another', () => {
  const given = { webhookTokenHashes: HASH, name: 'test', account: '123456789012', region: 'eu-west-1', memory: 3 };

  expect(readSettings(given).settings).toMatchObject({ name: 'test', account: '123456789012', region: 'eu-west-1' });
});
