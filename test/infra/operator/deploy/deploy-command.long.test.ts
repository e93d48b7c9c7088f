import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../support/aws/aws-error.ts';
import { startAws } from '../../../support/aws/aws-stub.ts';
import { deploy, PROD } from '../../../support/aws/deploy.ts';
import { describedAuditTable } from '../../../support/aws/existing-tables.ts';
import { OTHER_STAGE, STACK, smallApp, TEMPLATE, templateWith } from '../../../support/aws/small-app.ts';
import { BIN } from '../../../support/commands.ts';
import { run } from '../../../support/processes.ts';

it('removes no stage, and nothing else with state or an address, without a permission of its own', async () => {
  const aws = await startAws();
  const { directory, write } = await smallApp();
  const stack = aws.cloudFormation.add(STACK, TEMPLATE);
  await write(OTHER_STAGE);

  const refused = await deploy(aws, directory, ['--yes']);
  expect(refused).toMatchObject({
    code: 2,
    stderr:
      '1 resource with state or an address would be replaced or removed, and there is no terminal for a question. Nothing was changed. Add --allow-loss to permit that.',
  });
  expect(refused.stdout).toContain(
    '  StageProd (stageprod-1) is removed from the stack: the last part of the address that OpenIM calls. The old one is deleted.\n',
  );
  expect(stack).toMatchObject({ status: 'CREATE_COMPLETE', template: TEMPLATE });
  expect(stack.changeSets.size).toBe(0);
  expect(aws.requests).not.toContain('ExecuteChangeSet');
});

it('stops with a sentence for each thing that a table of the settings lacks, before it builds anything', async () => {
  const aws = await startAws();
  const { directory } = await smallApp({ auditTable: 'restored', policyTable: 'gone' });
  aws.dynamoDB.tables.set('restored', {
    ...(await describedAuditTable('restored', { StreamSpecification: { StreamEnabled: false } })),
    timeToLive: { TimeToLiveStatus: 'DISABLED' },
  });

  const { code, stdout, stderr } = await deploy(aws, directory, ['--yes']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr.split('\n')).toEqual([
    expect.stringMatching(/^auditTable: the table restored has no stream, .* Run: aws dynamodb update-table /),
    expect.stringMatching(/^auditTable: the table restored has no time-to-live, /),
    'policyTable: the table gone does not exist in eu-west-1. Correct the name or the region.',
  ]);
  expect(aws.requests).not.toContain('CreateChangeSet');
});

it('stops with a sentence for each thing that keeps a key or a topic from being used, and goes on after a warning', async () => {
  const aws = await startAws();
  const at = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:123456789012:${resource}`;
  const alarmTopic = at('sns', 'alarms');
  const { directory } = await smallApp({ alarmTopic, key: at('kms', 'key/1234abcd-12ab-34cd-56ef-1234567890ab') });
  aws.named.topics.set(alarmTopic, { KmsMasterKeyId: 'alias/aws/sns', SubscriptionsConfirmed: '0' });

  const { code, stdout, stderr } = await deploy(aws, directory, ['--yes']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr.split('\n')).toEqual([
    expect.stringMatching(/^key: arn:\S+ does not exist in eu-west-1\. Correct the ARN\.$/),
    expect.stringMatching(/^alarmTopic: the topic alarms is encrypted with a key that AWS manages, /),
  ]);
  expect(aws.requests).not.toContain('CreateChangeSet');

  aws.named.topics.set(alarmTopic, { SubscriptionsConfirmed: '0' });
  expect(await deploy(aws, directory, ['--yes', '--set', 'key='])).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^Note: alarmTopic: the topic alarms has no confirmed subscription/),
  });
});

it('begins with no empty tables beside those of an earlier stack without a permission of its own', async () => {
  const aws = await startAws();
  const { directory } = await smallApp();
  const names = [
    `${STACK}-AuditRecords1-A`,
    `${STACK}-PolicyTable1-A`,
    `${STACK}-PolicyTable1-B`,
    'other',
    `${STACK}2-PolicyTable1-A`,
  ];
  for (const name of names) aws.dynamoDB.tables.set(name, await describedAuditTable('any'));
  const note = `Note: tables of an earlier ${STACK} remain, and the new stack would begin with empty ones. To use what they hold, set auditTable to ${names[0]} and policyTable to one of ${names[1]}, ${names[2]} in settings/prod.json.`;

  const refused = await deploy(aws, directory, ['--yes']);
  expect(refused).toMatchObject({
    code: 2,
    stderr:
      'Empty tables would be used instead of those with items, and there is no terminal for a question. Nothing was changed. Set auditTable and policyTable, or add --allow-loss to begin with empty tables.',
  });
  expect(refused.stdout).toContain(note);
  expect(aws.cloudFormation.stacks.size).toBe(0);
  const permitted = await deploy(aws, directory, ['--allow-loss']);
  expect(permitted).toMatchObject({ code: 0, stderr: '' });
  expect(permitted.stdout).toContain(note);
});

it.each([
  { args: ['--yes'], code: 0, status: 'CREATE_COMPLETE' },
  { args: [], code: 2, status: 'REVIEW_IN_PROGRESS' },
])('takes an empty stack, which a killed call left behind, as a new one: $args', async ({ args, code, status }) => {
  const aws = await startAws();
  const { directory, write } = await smallApp();
  await write(templateWith({ PolicyTable1: { Type: 'AWS::DynamoDB::Table' } }));
  const stack = aws.cloudFormation.add(STACK, { Resources: {} }, 'REVIEW_IN_PROGRESS');

  const result = await deploy(aws, directory, args);
  expect(result.code).toBe(code);
  expect(result.stdout).toMatch(/^New stack OpenIMWebhook-prod: 6 added\n/);
  expect(stack.status).toBe(status);
  expect(stack.changeSets.size).toBe(0);
  expect(aws.cloudFormation.stacks.size).toBe(1);
});

it('notes settings that hardly anybody wants, and deploys them', async () => {
  const aws = await startAws();
  const { directory } = await smallApp({ alarmEmail: null });

  expect(await deploy(aws, directory, ['--yes'])).toMatchObject({
    code: 0,
    stderr: 'Note: alarms reach nobody, because neither alarmEmail nor alarmTopic is set.',
  });
});

it('deploys where nobody may list tables, and says what is not known then', async () => {
  const aws = await startAws();
  aws.faults.set('ListTables', new AwsError('AccessDeniedException', 'dynamodb:ListTables'));
  const { directory } = await smallApp();

  const { code, stdout } = await deploy(aws, directory, ['--yes']);
  expect(code).toBe(0);
  expect(stdout).toContain(
    `Note: it is not known whether tables of an earlier ${STACK} remain. Your AWS credentials lack a permission: dynamodb:ListTables.`,
  );
});

describe('says in a sentence', () => {
  it.each([
    {
      why: 'no credentials',
      env: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' },
      says: 'No AWS credentials found. Sign in to AWS, or set AWS_PROFILE.',
    },
    {
      why: 'no region',
      env: { AWS_REGION: '' },
      says: 'The region is missing. Set region in the settings file, or AWS_REGION.',
    },
    {
      why: 'credentials that expired',
      fault: new AwsError('ExpiredToken', 'The security token included in the request is expired', 403),
      says: 'Your AWS credentials have expired. Sign in again.',
    },
    {
      why: 'unknown credentials',
      fault: new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid.', 403),
      says: 'AWS does not accept your credentials (InvalidClientTokenId). Sign in again, or check AWS_PROFILE.',
    },
    {
      why: 'no network',
      env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' },
      says: "AWS can't be reached: nothing listens there. Check your network and the region.",
    },
    {
      why: 'another account',
      settings: { account: '999999999999' },
      says: 'Your AWS credentials are those of the account 123456789012, but settings/prod.json is for 999999999999. Set AWS_PROFILE to another profile.',
    },
  ])('$why', async ({ env = {}, fault, settings = {}, says }) => {
    const aws = await startAws();
    const { directory } = await smallApp(settings);
    if (fault) aws.faults.set('GetCallerIdentity', fault);

    expect(await deploy(aws, directory, ['--yes'], env)).toEqual({ code: 2, stdout: '', stderr: says });
  });

  it('that a profile asks for an MFA code, and the command that asks for it', async () => {
    const aws = await startAws();
    const { directory } = await smallApp();
    const profile = {
      role_arn: 'arn:aws:iam::123456789012:role/Deployer',
      mfa_serial: 'arn:aws:iam::123456789012:mfa/anna',
    };
    const lines = Object.entries({ ...profile, source_profile: 'anna' }).map(([name, value]) => `${name} = ${value}`);
    await writeFile(
      join(directory, 'config'),
      ['[profile mfa]', ...lines, '[profile anna]', 'aws_access_key_id = AKIA', 'aws_secret_access_key = x'].join('\n'),
    );

    const env = { AWS_PROFILE: 'mfa', AWS_CONFIG_FILE: join(directory, 'config'), AWS_ACCESS_KEY_ID: '' };
    expect(await deploy(aws, directory, ['--yes'], env)).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'Your AWS profile asks for an MFA code. Run: eval "$(aws configure export-credentials --profile NAME --format env)"; unset AWS_PROFILE',
    });
  });

  it.each([
    { args: ['deploy'], says: 'settings/ has the settings of prod. Name the environment with --env NAME.' },
    {
      args: ['deploy', '--env', 'test'],
      says: 'settings/test.json does not exist. Use prod, or copy settings/example.json to it.',
    },
    { args: [...PROD, '--set', 'memory'], says: '--set memory is not a setting and its value. Use --set NAME=VALUE.' },
    { args: [...PROD, '--set', 'env=test'], says: '--set cannot name the environment. Use --env NAME.' },
    { args: [...PROD, '--set', 'memmory=512'], says: 'Unknown setting memmory. Use memory.' },
    { args: [...PROD, '--set', 'memory=1'], says: 'memory must be a whole number from 128 to 10240.' },
  ])('a mistake: $args', async ({ args, says }) => {
    const { directory } = await smallApp();
    expect(await run(BIN, args, {}, { cwd: directory })).toEqual({ code: 2, stdout: '', stderr: `${says}\n` });
  });

  it('that a settings file is not valid, and that the directory is another', async () => {
    const { directory } = await smallApp();
    await writeFile(join(directory, 'settings/prod.json'), '{}');
    expect((await run(BIN, PROD, {}, { cwd: directory })).stderr).toMatch(
      /^webhookTokenHashes is empty\. Make a token/,
    );
    await rm(join(directory, 'cdk.json'));
    expect(await run(BIN, PROD, {}, { cwd: directory })).toMatchObject({
      code: 2,
      stderr: "cdk.json is not in this directory. Run the command in the receiver's own directory.\n",
    });
  });
});
