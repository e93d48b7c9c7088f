import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { AwsError } from '../../../support/aws/aws-error.ts';
import { startAws } from '../../../support/aws/aws-stub.ts';
import { deploy, PROD } from '../../../support/aws/deploy.ts';
import { describedAuditTable, streamOf } from '../../../support/aws/existing-tables.ts';
import { receiverApp, STACK, smallApp, TEMPLATE, templateWith } from '../../../support/aws/small-app.ts';
import { BIN } from '../../../support/commands.ts';
import { SOON } from '../../../support/processes.ts';

/** Synthesising the stack takes half a minute on a busy machine. */
const WHOLE_STACK_MS = 600_000;

it('deploys with the CDK: first all, then nothing, then what changed', async () => {
  const aws = await startAws();
  const { directory, write } = await smallApp();

  const first = await deploy(aws, directory, ['--yes']);
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout).toMatch(/^New stack OpenIMWebhook-prod: 5 added\n {2}adds Api: AWS::ApiGateway::RestApi\n/);
  expect(first.stdout).toContain(
    '  npm run webhooks -- --address https://openim:TOKEN@abc.execute-api.eu-west-1.amazonaws.com/prod --file',
  );
  expect(aws.cloudFormation.stacks.get(STACK)).toMatchObject({ status: 'CREATE_COMPLETE', template: TEMPLATE });

  const second = await deploy(aws, directory);
  expect(second).toMatchObject({ code: 0, stderr: '' });
  expect(second.stdout).toMatch(/^OpenIMWebhook-prod is up to date\. Nothing changes\.\n {2}WebhookAddress {2}https:/);
  expect(aws.cloudFormation.stacks.get(STACK)?.changeSets.size).toBe(0);

  const larger = templateWith({ Recorder: { Type: 'AWS::Lambda::Function', Properties: { MemorySize: 256 } } });
  await write(larger);
  const third = await deploy(aws, directory, ['--yes']);
  expect(third.stdout).toMatch(
    /^Stack OpenIMWebhook-prod: 1 changed\n {2}changes Recorder: AWS::Lambda::Function, MemorySize\nOpenIMWebhook-prod is deployed\.\n/,
  );
  expect(aws.cloudFormation.stacks.get(STACK)).toMatchObject({ status: 'UPDATE_COMPLETE', template: larger });
});

it('leaves nothing to execute after Ctrl-C, though CloudFormation was still at work', async () => {
  const aws = await startAws();
  const { directory } = await smallApp();
  aws.cloudFormation.pending = 3;
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../../..', BIN), ...PROD, '--allow-loss'], {
    cwd: directory,
    env: { PATH: process.env.PATH, ...aws.env },
  });
  const closed = once(child, 'close');
  await vi.waitFor(() => expect(aws.requests).toContain('CreateChangeSet'), { timeout: 45_000, interval: 5 });
  child.kill('SIGINT');

  expect(await closed).toEqual([130, null]);
  expect(aws.requests).not.toContain('ExecuteChangeSet');
  await vi.waitFor(() => expect([...aws.cloudFormation.stacks]).toEqual([]), SOON);
});

it(
  'asks about the stage of the whole stack, which another stageName removes, and about nothing that an upgrade changes',
  async () => {
    const aws = await startAws();
    const directory = await receiverApp();
    expect(await deploy(aws, directory, ['--yes'])).toMatchObject({ code: 0, stderr: '' });
    const deployed = aws.cloudFormation.stacks.get(STACK)?.template;

    const otherStage = await deploy(aws, directory, ['--yes', '--set', 'stageName=test']);
    expect(otherStage.code).toBe(2);
    expect(otherStage.stderr).toMatch(
      /^1 resource with state or an address would be replaced or removed, and there is no terminal for a question\./,
    );
    expect(otherStage.stdout).toMatch(
      /StageProd|Stageprod\w+ \(\S+\) is removed from the stack: the last part of the address/,
    );
    expect(aws.cloudFormation.stacks.get(STACK)?.template).toEqual(deployed);

    const larger = await deploy(aws, directory, ['--yes', '--set', 'memory=2048', '--set', 'throttlingRate=700']);
    expect(larger).toMatchObject({ code: 0, stderr: '' });
    expect(larger.stdout).toMatch(/changes 16 resources: AWS::Lambda::Function, .*MemorySize/);
  },
  WHOLE_STACK_MS,
);

it(
  'keeps the table that the stack made when a setting takes another one over, and asks before that',
  async () => {
    const aws = await startAws();
    const directory = await receiverApp();
    expect(await deploy(aws, directory, ['--yes'])).toMatchObject({ code: 0, stderr: '' });
    aws.dynamoDB.tables.set('restored', { ...(await describedAuditTable('restored')), isRecoverable: false });
    const over = ['--set', 'auditTable=restored'];

    const refused = await deploy(aws, directory, ['--yes', ...over]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(
      /^Note: auditTable: the table restored can't be restored to a point in time\..*\n1 resource with state or an address would be replaced or removed, and there is no terminal for a question\./,
    );
    expect(refused.stdout).toMatch(
      /AuditRecords\w+ \(\S+\) is removed from the stack: a table with its items\. The old one stays in the account/,
    );

    expect(await deploy(aws, directory, ['--allow-loss', ...over])).toMatchObject({ code: 0 });
    const { Resources = {} } = aws.cloudFormation.stacks.get(STACK)?.template ?? {};
    expect(Object.values(Resources).map(({ Type }) => Type)).not.toContain('AWS::DynamoDB::GlobalTable');
    expect(JSON.stringify(Resources)).toContain(streamOf('restored'));
  },
  WHOLE_STACK_MS,
);

describe('says in a sentence', () => {
  it('that the account is not bootstrapped, and leaves no empty stack', async () => {
    const aws = await startAws();
    const { directory } = await smallApp();
    aws.bootstrap = undefined;

    expect(await deploy(aws, directory, ['--yes'])).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'The account and region are not prepared for the CDK, or by an old version. Run: npx cdk bootstrap -c env=prod',
    });
    expect([...aws.cloudFormation.stacks]).toEqual([]);
  });

  it('that somebody else began to change the stack in the meantime', async () => {
    const aws = await startAws();
    const { directory } = await smallApp();
    aws.cloudFormation.add(STACK, TEMPLATE);
    const message = `Stack:arn:aws:cloudformation:eu-west-1:123456789012:stack/${STACK}/1 is in UPDATE_IN_PROGRESS state and can not be updated.`;
    aws.faults.set('CreateChangeSet', new AwsError('ValidationError', message));

    expect(await deploy(aws, directory, ['--yes'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'The stack is being changed (UPDATE_IN_PROGRESS). Deploy again when that has ended.',
    });
  });

  it('that the app failed, after its own words', async () => {
    const aws = await startAws();
    const { directory } = await smallApp();
    await rm(join(directory, 'template.json'));

    const { code, stderr } = await deploy(aws, directory, ['--yes']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/ENOENT[\s\S]*\nThe CDK failed \(cdk synth\)\. Correct what it says above\.$/);
  });
});
