import { describe, expect, it } from 'vitest';
import { findExisting } from '../../../infra/existing/find-existing.ts';
import { readSettings } from '../../../infra/stack-settings.ts';
import { AwsError } from '../../support/aws/aws-error.ts';
import { ACCOUNT, type AwsStub, REGION } from '../../support/aws/aws-stub.ts';
import { policyOf, type StubKey } from '../../support/aws/named-stub.ts';
import { startOwnAws } from '../../support/aws/own-aws.ts';
import { sha256 } from '../../support/proxy-event.ts';

const OF_ACCOUNT = `${REGION}:${ACCOUNT}`;
const ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const KEY = `arn:aws:kms:${OF_ACCOUNT}:key/${ID}`;
const TOPIC = `arn:aws:sns:${OF_ACCOUNT}:alarms`;
const CERTIFICATE = `arn:aws:acm:${OF_ACCOUNT}:certificate/${ID}`;
const PLACE = { account: ACCOUNT, region: REGION };

const service = (Service: string, ...Action: string[]) => ({ Effect: 'Allow', Principal: { Service }, Action });

const BY_ACCOUNT = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*' };
const BY_LOGS = service(`logs.${REGION}.amazonaws.com`, 'kms:Encrypt*', 'kms:Decrypt*', 'kms:GenerateDataKey*');
const BY_ALARMS = service('cloudwatch.amazonaws.com', 'kms:Decrypt', 'kms:GenerateDataKey*');

/** The policy that SNS gives a topic, and that which AWS gives the key aws/sns. */
const OF_NEW_TOPIC = {
  Effect: 'Allow',
  Principal: { AWS: '*' },
  Action: ['SNS:GetTopicAttributes', 'SNS:Publish'],
  Condition: { StringEquals: { 'AWS:SourceOwner': ACCOUNT } },
};
const OF_CALLERS = {
  Effect: 'Allow',
  Principal: { AWS: '*' },
  Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
  Condition: { StringEquals: { 'kms:CallerAccount': ACCOUNT, 'kms:ViaService': `sns.${REGION}.amazonaws.com` } },
};

const METADATA = {
  KeyId: ID,
  KeyState: 'Enabled',
  KeySpec: 'SYMMETRIC_DEFAULT',
  KeyUsage: 'ENCRYPT_DECRYPT',
  KeyManager: 'CUSTOMER',
} as const;

function keyWith(statements: readonly object[], metadata: StubKey['metadata'] = {}): StubKey {
  return { metadata: { ...METADATA, ...metadata }, statements };
}

function addKey({ named }: AwsStub, key: StubKey): void {
  for (const name of [KEY, ID, 'alias/own']) named.keys.set(name, key);
}

function addTopic({ named }: AwsStub, attributes: Record<string, string> = {}): void {
  named.topics.set(TOPIC, { Policy: policyOf([OF_NEW_TOPIC]), SubscriptionsConfirmed: '1', ...attributes });
}

async function found(given: object, place: Partial<typeof PLACE> = {}) {
  const { settings, errors } = readSettings({ webhookTokenHashes: sha256('token'), ...given });
  expect(errors).toEqual([]);
  return findExisting(settings, { ...PLACE, ...place });
}

const FINE = { tables: {}, errors: [], warnings: [] };

it('asks nobody when nothing is named', async () => {
  const aws = await startOwnAws();

  expect(await found({})).toEqual(FINE);
  expect(aws.requests).toEqual([]);
});

describe('a key', () => {
  it.each([
    { what: 'AWS documents', statements: [BY_ACCOUNT, BY_LOGS, BY_ALARMS] },
    { what: 'permits all', statements: [{ Effect: 'Allow', Principal: '*', Action: '*' }] },
    {
      what: 'names only who may not use it',
      statements: [{ Effect: 'Allow', NotPrincipal: { AWS: 'arn:aws:iam::999999999999:root' }, Action: 'kms:*' }],
    },
    {
      what: 'has conditions and denials of others',
      statements: [
        { ...BY_ACCOUNT, Principal: { AWS: [ACCOUNT] }, NotAction: 'kms:Delete*', Action: undefined },
        { ...BY_LOGS, Principal: { Service: ['logs.amazonaws.com'] }, Condition: { ArnLike: { a: 'b' } } },
        BY_ALARMS,
        { Effect: 'Deny', Principal: '*', Action: 'kms:ScheduleKeyDeletion' },
        { Effect: 'Deny', Principal: '*', Action: 'kms:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      ],
    },
  ])('is taken with a key policy that $what', async ({ statements }) => {
    const aws = await startOwnAws();
    addKey(aws, keyWith(statements));

    expect(await found({ key: KEY, alarmEmail: 'ops@example.com' })).toEqual(FINE);
  });

  it.each([
    {
      metadata: { KeyState: 'Disabled' },
      says: `is disabled. Use another one, or run: aws kms enable-key --key-id ${ID} --region eu-west-1`,
    },
    {
      metadata: { KeyState: 'PendingDeletion' },
      says: `is going to be deleted. Use another one, or run: aws kms cancel-key-deletion --key-id ${ID} --region eu-west-1 && aws kms enable-key --key-id ${ID} --region eu-west-1`,
    },
    {
      metadata: { KeyState: 'PendingImport' },
      says: 'is in the state PendingImport. Use another one, or deploy again once it is Enabled.',
    },
    {
      metadata: { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' },
      says: 'is for SIGN_VERIFY with RSA_2048. Use a symmetric key for encryption.',
    },
    {
      metadata: { KeyManager: 'AWS' },
      says: 'is managed by AWS, so that nobody can change its key policy. Use a key of your own.',
    },
  ] as const)('is not taken with $metadata', async ({ metadata, says }) => {
    const aws = await startOwnAws();
    addKey(aws, keyWith([BY_ACCOUNT, BY_LOGS], metadata));

    expect(await found({ key: KEY })).toEqual({ ...FINE, errors: [`key: the key ${ID} ${says}`] });
  });

  it.each([
    {
      who: `IAM policies of the account ${ACCOUNT}`,
      without: [BY_LOGS, BY_ALARMS],
      effect: 'no function could',
      statement: {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    },
    {
      who: 'logs.eu-west-1.amazonaws.com',
      without: [BY_ACCOUNT, BY_ALARMS],
      effect: 'no log group could be made',
      statement: expect.objectContaining({ Principal: { Service: 'logs.eu-west-1.amazonaws.com' } }),
    },
    {
      who: 'cloudwatch.amazonaws.com',
      without: [BY_ACCOUNT, BY_LOGS, OF_CALLERS],
      effect: 'no alarm would reach alarmEmail',
      statement: expect.objectContaining({ Principal: { Service: 'cloudwatch.amazonaws.com' } }),
    },
  ])('must permit $who, and the sentence has the statement for it', async ({ who, without, effect, statement }) => {
    const aws = await startOwnAws();
    addKey(aws, keyWith(without));
    const given = { key: KEY, alarmEmail: 'ops@example.com' };

    const { errors } = await found(given);
    const says = `key: the key ${ID} has a key policy that does not let ${who} use it, so that ${effect}. Add this statement to its key policy: `;
    expect(errors).toEqual([expect.stringContaining(says)]);
    const offered = JSON.parse(errors[0]?.slice(says.length) ?? '');
    expect(offered).toEqual(statement);
    addKey(aws, keyWith([...without, offered]));
    expect(await found(given)).toEqual(FINE);
  });

  it('must not deny a caller that it permits', async () => {
    const aws = await startOwnAws();
    addKey(aws, keyWith([BY_ACCOUNT, BY_LOGS, { Effect: 'Deny', Principal: '*', Action: 'kms:Decrypt' }]));

    expect((await found({ key: KEY })).errors.length).toBe(2);
  });

  it('need not permit alarms without alarmEmail', async () => {
    const aws = await startOwnAws();
    addKey(aws, keyWith([BY_ACCOUNT, BY_LOGS]));

    expect(await found({ key: KEY })).toEqual(FINE);
  });

  it('must exist', async () => {
    await startOwnAws();

    expect((await found({ key: KEY })).errors).toEqual([`key: ${KEY} does not exist in eu-west-1. Correct the ARN.`]);
  });

  it.each([
    {
      action: 'DescribeKey',
      says: 'key is not checked. Your AWS credentials lack a permission: no. Use other credentials, or grant it.',
    },
    {
      action: 'GetKeyPolicy',
      says: `key: the key ${ID} has a key policy that can't be read, so that it is not checked.`,
    },
  ])('is taken with a warning where nobody may ask: $action', async ({ action, says }) => {
    const aws = await startOwnAws();
    addKey(aws, keyWith([]));
    aws.faults.set(action, new AwsError('AccessDeniedException', 'no'));

    expect(await found({ key: KEY })).toEqual({ ...FINE, warnings: [says] });
  });
});

it('warns of a key of another account, whose key policy nobody else can read', async () => {
  const aws = await startOwnAws();
  aws.named.keys.set(KEY, keyWith([]));

  expect(await found({ key: KEY }, { account: '999999999999' })).toEqual({
    ...FINE,
    warnings: [`key: the key ${ID} has a key policy that can't be read, so that it is not checked.`],
  });
});

describe('a topic', () => {
  const LOST = 'so that no alarm would reach it';

  it.each([
    { what: 'as SNS makes it', attributes: {} },
    {
      what: 'that names CloudWatch',
      attributes: { Policy: policyOf([service('cloudwatch.amazonaws.com', 'sns:Publish')]) },
    },
    { what: 'with a key that permits alarms', attributes: { KmsMasterKeyId: 'alias/own' } },
  ])('is taken $what', async ({ attributes }) => {
    const aws = await startOwnAws();
    addKey(aws, keyWith([BY_ACCOUNT, BY_ALARMS]));
    addTopic(aws, attributes);

    expect(await found({ alarmTopic: TOPIC })).toEqual(FINE);
  });

  it('must let alarms publish, and the sentence has the statement for it', async () => {
    const aws = await startOwnAws();
    const others = [
      service('events.amazonaws.com', 'sns:Publish'),
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'sns:Publish',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ];
    addTopic(aws, { Policy: policyOf(others) });
    const says = `alarmTopic: the topic alarms has a policy that does not let cloudwatch.amazonaws.com publish, ${LOST}. Add this statement to its policy: `;

    const { errors } = await found({ alarmTopic: TOPIC });
    expect(errors).toEqual([expect.stringContaining(says)]);
    addTopic(aws, { Policy: policyOf([...others, JSON.parse(errors[0]?.slice(says.length) ?? '')]) });
    expect(await found({ alarmTopic: TOPIC })).toEqual(FINE);
  });

  it.each([
    {
      what: 'AWS manages',
      id: 'alias/aws/sns',
      key: undefined,
      says: `AWS manages, ${LOST}. Use a key of your own, or end the encryption with: aws sns set-topic-attributes --topic-arn ${TOPIC} --region eu-west-1 --attribute-name KmsMasterKeyId --attribute-value ""`,
    },
    {
      what: 'AWS manages, by its ARN',
      id: KEY,
      key: keyWith([OF_CALLERS], { KeyManager: 'AWS' }),
      says: expect.stringMatching(/^AWS manages, so that no alarm would reach it\. Use a key of your own/),
    },
    {
      what: 'does not permit alarms',
      id: KEY,
      key: keyWith([BY_ACCOUNT, OF_CALLERS]),
      says: expect.stringMatching(
        /^has a key policy that does not let cloudwatch\.amazonaws\.com use it, so that no alarm would reach it\. Add this statement to its key policy: \{/,
      ),
    },
    {
      what: 'is disabled',
      id: KEY,
      key: keyWith([BY_ACCOUNT, BY_ALARMS], { KeyState: 'Disabled' }),
      says: expect.stringMatching(/^is disabled\. Use another one, or run: aws kms enable-key /),
    },
    { what: 'is gone', id: KEY, key: undefined, says: `does not exist, ${LOST}. Use another key.` },
  ])('must not be encrypted with a key that $what', async ({ id, key, says }) => {
    const aws = await startOwnAws();
    if (key) addKey(aws, key);
    addTopic(aws, { KmsMasterKeyId: id });
    const subject = 'alarmTopic: the topic alarms is encrypted with a key that ';

    const { errors } = await found({ alarmTopic: TOPIC });
    expect(errors.map((error) => error.startsWith(subject))).toEqual([true]);
    expect(errors[0]?.slice(subject.length)).toEqual(says);
  });

  it('must exist', async () => {
    await startOwnAws();

    expect((await found({ alarmTopic: TOPIC })).errors).toEqual([
      'alarmTopic: the topic alarms does not exist in eu-west-1. Correct the ARN.',
    ]);
  });

  it('that nobody subscribed to is taken with a warning', async () => {
    const aws = await startOwnAws();
    addTopic(aws, { SubscriptionsConfirmed: '0' });

    expect(await found({ alarmTopic: TOPIC })).toEqual({
      ...FINE,
      warnings: ['alarmTopic: the topic alarms has no confirmed subscription, so that alarms reach nobody. Add one.'],
    });
  });

  it.each([
    { action: 'GetTopicAttributes', code: 'AuthorizationError', says: /^alarmTopic is not checked\. / },
    { action: 'DescribeKey', code: 'AccessDeniedException', says: /^The key of alarmTopic is not checked\. / },
  ])('is taken with a warning where nobody may ask: $action', async ({ action, code, says }) => {
    const aws = await startOwnAws();
    addTopic(aws, { KmsMasterKeyId: KEY });
    aws.faults.set(action, new AwsError(code, 'not authorized', 403));

    const { errors, warnings } = await found({ alarmTopic: TOPIC });
    expect({ errors, warnings }).toEqual({ errors: [], warnings: [expect.stringMatching(says)] });
    expect(warnings[0]).toContain('Your AWS credentials lack a permission: not authorized.');
  });
});

describe('a certificate', () => {
  const given = { certificate: CERTIFICATE, domainName: 'webhooks.example.com' };

  it.each([['webhooks.example.com'], ['*.example.com'], ['example.com', '*.example.com'], ['Webhooks.Example.com']])(
    'is taken for %j',
    async (DomainName, ...SubjectAlternativeNames) => {
      const aws = await startOwnAws();
      aws.named.certificates.set(CERTIFICATE, { Status: 'ISSUED', DomainName, SubjectAlternativeNames });

      expect(await found(given)).toEqual(FINE);
    },
  );

  it.each([
    {
      certificate: { Status: 'PENDING_VALIDATION', DomainName: '*.example.com' },
      says: 'is not issued yet. Make the DNS records that ACM names for it, then deploy again.',
    },
    {
      certificate: { Status: 'EXPIRED', DomainName: '*.example.com' },
      says: 'is in the state EXPIRED. Use one that is ISSUED.',
    },
    {
      certificate: { Status: 'ISSUED', DomainName: 'example.com', SubjectAlternativeNames: ['*.a.example.com'] },
      says: 'is for example.com, *.a.example.com, and not for domainName webhooks.example.com. Use one for that name.',
    },
    { certificate: undefined, says: 'does not exist in eu-west-1. Correct the ARN.' },
  ] as const)('is not taken if it $says', async ({ certificate, says }) => {
    const aws = await startOwnAws();
    if (certificate) aws.named.certificates.set(CERTIFICATE, certificate as never);

    expect(await found(given)).toEqual({ ...FINE, errors: [`certificate: certificate/${ID} ${says}`] });
  });
});

describe('an ARN', () => {
  const webAcl = `arn:aws:wafv2:${OF_ACCOUNT}:regional/webacl/own/${ID}`;

  it('of another region than that of the credentials is not taken, and nobody is asked about it', async () => {
    const aws = await startOwnAws();
    const given = { key: KEY, alarmTopic: TOPIC, certificate: CERTIFICATE, domainName: 'a.example.com', webAcl };

    const { errors } = await found(given, { region: 'us-east-1' });
    expect(errors).toEqual(
      ['alarmTopic', 'key', 'webAcl', 'certificate'].map(
        (setting) => `${setting} is in eu-west-1, but the stack is for us-east-1. Use one of the same region.`,
      ),
    );
    expect(aws.requests).toEqual([]);
  });

  it('of another account is taken only where that account can share what it names', async () => {
    const aws = await startOwnAws();
    addTopic(aws);
    const boundary = `arn:aws:iam::${ACCOUNT}:policy/Boundary`;
    const given = { alarmTopic: TOPIC, webAcl, permissionsBoundary: boundary };

    expect((await found(given, { account: '999999999999' })).errors).toEqual(
      ['webAcl', 'permissionsBoundary'].map(
        (setting) =>
          `${setting} is of the account ${ACCOUNT}, but the stack is for 999999999999. Use one of the same account.`,
      ),
    );
    const ofAws = 'arn:aws:iam::aws:policy/PowerUserAccess';
    aws.named.policies.set(ofAws, [{ Effect: 'Allow', Action: '*', Resource: '*' }]);
    expect(await found({ permissionsBoundary: ofAws })).toEqual(FINE);
  });
});
