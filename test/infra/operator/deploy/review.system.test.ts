import { once } from 'node:events';
import { PassThrough, Readable, Writable } from 'node:stream';
import { CloudFormationClient, CreateChangeSetCommand } from '@aws-sdk/client-cloudformation';
import { describe, expect, it, onTestFinished } from 'vitest';
import { explainedAws } from '../../../../infra/cli/aws-failure.ts';
import type { Io } from '../../../../infra/cli/io.ts';
import { exitCodeOf } from '../../../../infra/cli/usage-error.ts';
import { findStack } from '../../../../infra/existing/found-stack.ts';
import { review } from '../../../../infra/operator/deploy/review.ts';
import { checkState } from '../../../../infra/operator/deploy/stack-state.ts';
import { AwsError } from '../../../support/aws/aws-error.ts';
import { type AwsStub, REGION, startAws } from '../../../support/aws/aws-stub.ts';
import { OTHER_STAGE, STACK, TEMPLATE, templateWith } from '../../../support/aws/small-app.ts';
import type { StackTemplate } from '../../../support/aws/template-diff.ts';

const TARGET = { stack: STACK, word: 'prod', environment: 'prod', destroy: 'npx cdk destroy -c env=prod' };
const POLL_MS = 1;

interface Given {
  readonly template?: StackTemplate;
  /** The stack that exists; undefined: none does. */
  readonly deployed?: StackTemplate | undefined;
  /** What a person types; undefined: nobody is there. */
  readonly types?: string | undefined;
  readonly yes?: boolean;
  readonly allowLoss?: boolean;
  readonly signal?: AbortSignal;
  /** Happens once the change set is asked for. */
  readonly prepared?: (aws: AwsStub) => void;
  readonly stdin?: Readable;
  /** Names of tables in the settings. */
  readonly usedTables?: readonly string[];
}

/** Has a change set made by the API, as the CDK does, and reviews it. */
async function reviewed(aws: AwsStub, given: Given) {
  const { template = TEMPLATE, deployed, types, yes = false, allowLoss = false, usedTables = [] } = given;
  if (deployed) aws.cloudFormation.add(STACK, deployed);
  const isNew = deployed === undefined;
  const client = clientOf(aws);
  const [stdout, stderr] = [new Collected(), new Collected()];
  const stdin = Object.assign(given.stdin ?? Readable.from(types === undefined ? [] : [types]), {
    isTTY: types !== undefined || given.stdin !== undefined,
  });
  const io: Io = { env: {}, stdin, stdout, stderr };
  const prepare = async () => {
    const made = { StackName: STACK, ChangeSetName: 'ours', TemplateBody: JSON.stringify(template) };
    await client.send(new CreateChangeSetCommand({ ...made, ChangeSetType: isNew ? 'CREATE' : 'UPDATE' }));
    given.prepared?.(aws);
  };
  const signal = given.signal ?? new AbortController().signal;
  const code = await exitCodeOf(
    () =>
      review({
        ...{ io, client, target: TARGET, changeSet: 'ours', isNew, prepare, signal, pollMs: POLL_MS, usedTables },
        permissions: { yes, allowLoss },
      }).catch((error) => {
        throw explainedAws(error);
      }),
    (sentence) => stderr.write(`${sentence}\n`),
  );
  return { code, stdout: stdout.text, stderr: stderr.text.replace(/^\d+ of .*\n/gm, '') };
}

function clientOf({ endpoint }: AwsStub): CloudFormationClient {
  const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' };
  const client = new CloudFormationClient({ endpoint, region: REGION, credentials, maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  return client;
}

class Collected extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, callback: () => void): void {
    this.text += chunk;
    callback();
  }
}

/** The stack as it is, with nothing that could still be executed. */
function isUntouched(aws: AwsStub, deployed: StackTemplate): void {
  const stack = aws.cloudFormation.stacks.get(STACK);
  expect(stack).toMatchObject({ status: 'CREATE_COMPLETE', template: deployed });
  expect(stack?.changeSets.size).toBe(0);
  expect(aws.requests).not.toContain('ExecuteChangeSet');
}

const MEMORY = templateWith({ Recorder: { Type: 'AWS::Lambda::Function', Properties: { MemorySize: 256 } } });
const NO_RECORDS = templateWith({ Records: undefined });
const RENAMED = templateWith({
  Records: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'other' }, DeletionPolicy: 'Retain' },
});
function removalOf(LogicalResourceId: string, PhysicalResourceId: string, PolicyAction: string): object {
  const ResourceType = 'AWS::DynamoDB::Table';
  const ResourceChange = { LogicalResourceId, PhysicalResourceId, ResourceType, PolicyAction, Action: 'Remove' };
  return { Type: 'Resource', ResourceChange };
}

const NEW_TYPE = { Type: 'AWS::Unheard::Of', Properties: { A: 1 } };

describe('asks before a change', () => {
  it.each([
    { types: 'y\n', code: 0 },
    { types: 'YES\n', code: 0 },
    { types: 'n\n', code: 2 },
    { types: '\n', code: 2 },
    { types: '', code: 2 },
    { types: 'prod\n', code: 2 },
  ])('and takes "$types" with exit code $code', async ({ types, code }) => {
    const aws = await startAws();
    const result = await reviewed(aws, { template: MEMORY, deployed: TEMPLATE, types });

    expect(result.code).toBe(code);
    if (code === 0) expect(aws.cloudFormation.stacks.get(STACK)?.template).toEqual(MEMORY);
    else {
      expect(result.stderr).toMatch(/^Deploy this\? \[y\/N\] .*Nothing was changed\.\n$/);
      isUntouched(aws, TEMPLATE);
    }
  });

  it('and stops where nobody can answer', async () => {
    const aws = await startAws();

    expect(await reviewed(aws, { template: MEMORY, deployed: TEMPLATE })).toMatchObject({
      code: 2,
      stderr:
        'Nothing was changed, because no terminal can answer a question. Add --yes to deploy without a question.\n',
    });
    isUntouched(aws, TEMPLATE);
  });
});

describe('asks for the name of the environment before a loss', () => {
  it.each([
    {
      what: 'the stage of the address',
      template: OTHER_STAGE,
      says: 'StageProd (stageprod-1) is removed from the stack: the last part of the address that OpenIM calls. The old one is deleted.',
    },
    {
      what: 'a table that stays',
      template: NO_RECORDS,
      says: 'Records (records-1) is removed from the stack: a table with its items. The old one stays in the account, but nothing uses it.',
    },
    {
      what: 'a table that is replaced',
      template: RENAMED,
      says: 'Records (records-1) is replaced by a new one because of TableName: a table with its items. The old one is deleted.',
    },
    {
      what: 'a queue',
      template: templateWith({ Waiting: undefined }),
      says: 'Waiting (waiting-1) is removed from the stack: a queue with its messages. The old one is deleted.',
    },
    {
      what: 'the API',
      template: templateWith({ Api: undefined }),
      says: 'Api (api-1) is removed from the stack: OpenIM calls it by its address. The old one is deleted.',
    },
    {
      what: 'the address that API Gateway gave the API',
      template: templateWith({
        Api: {
          Type: 'AWS::ApiGateway::RestApi',
          Properties: { Name: 'openim-webhook-prod', DisableExecuteApiEndpoint: true },
        },
      }),
      says: 'Api (api-1) changes its DisableExecuteApiEndpoint: OpenIM calls it by its address. The current address may stop working.',
    },
  ])('of $what', async ({ template, says }) => {
    const aws = await startAws();
    const given = { template, deployed: TEMPLATE };

    for (const types of ['y\n', 'yes\n', 'Prod\n', '', '\n']) {
      const { code, stdout, stderr } = await reviewed(aws, { ...given, types, yes: true });
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr: 'Type prod to go on, anything else to stop: Nothing was changed.\n',
      });
      expect(stdout).toContain(`These resources have state or an address:\n  ${says}\n`);
      isUntouched(aws, TEMPLATE);
    }
    expect(await reviewed(aws, { ...given, types: 'prod\n' })).toMatchObject({ code: 0 });
    expect(aws.cloudFormation.stacks.get(STACK)?.template).toEqual(template);
  });

  it.each([
    { used: 'records-1', code: 0 },
    { used: 'records-2', code: 2 },
  ])('but not of a table that leaves the stack and that the settings name: $used', async ({ used, code }) => {
    const aws = await startAws();
    const given = { template: NO_RECORDS, deployed: TEMPLATE, yes: true };
    aws.cloudFormation.changes = [removalOf('Records', 'records-1', 'Retain')];

    expect(await reviewed(aws, { ...given, usedTables: [used] })).toMatchObject({ code });
  });

  it('and of a table that the settings name and that would be deleted', async () => {
    const aws = await startAws();
    aws.cloudFormation.changes = [removalOf('Records', 'records-1', 'Delete')];

    expect(await reviewed(aws, { deployed: TEMPLATE, yes: true, usedTables: ['records-1'] })).toMatchObject({
      code: 2,
    });
  });

  it('but not of a version that Lambda kept ready, which each change of code replaces', async () => {
    const aws = await startAws();
    const deployed = templateWith({
      Version1: { Type: 'AWS::Lambda::Version' },
      Ready: { Type: 'AWS::Lambda::Alias' },
    });
    const template = templateWith({ Version2: { Type: 'AWS::Lambda::Version' } });

    expect(await reviewed(aws, { template, deployed, yes: true })).toMatchObject({ code: 0 });
  });

  it('of a type that it does not know', async () => {
    const aws = await startAws();
    const deployed = templateWith({ New: NEW_TYPE });

    const { stdout } = await reviewed(aws, { template: TEMPLATE, deployed, types: 'y\n' });
    expect(stdout).toContain('New (new-1) is removed from the stack: a resource of the type AWS::Unheard::Of.');
    isUntouched(aws, deployed);
  });

  it('which CloudFormation does not know yet', async () => {
    const aws = await startAws();
    const conditional = {
      LogicalResourceId: 'Waiting',
      ResourceType: 'AWS::SQS::Queue',
      Action: 'Modify',
      Replacement: 'Conditional',
    };
    aws.cloudFormation.changes = [{ Type: 'Resource', ResourceChange: conditional }];

    const { code, stdout } = await reviewed(aws, { deployed: TEMPLATE, yes: true });
    expect(code).toBe(2);
    expect(stdout).toContain(
      'Waiting may be replaced by a new one: a queue with its messages. The old one would be deleted.',
    );
    isUntouched(aws, TEMPLATE);
  });

  it('on a later page of many changes', async () => {
    const aws = await startAws();
    const alarms = Array.from({ length: 70 }, (_, index) => [`Alarm${index}`, { Type: 'AWS::CloudWatch::Alarm' }]);
    const deployed: StackTemplate = { Resources: { ...Object.fromEntries(alarms), ...TEMPLATE.Resources } };

    const { stdout } = await reviewed(aws, { template: NO_RECORDS, deployed, types: 'n\n' });
    expect(stdout).toMatch(/^Stack OpenIMWebhook-prod: 71 removed\n {2}removes 70 resources: AWS::CloudWatch::Alarm\n/);
    expect(stdout).toContain('Records (records-1) is removed');
  });

  it('and executes nothing whose changes CloudFormation has not listed yet', async () => {
    const aws = await startAws();
    aws.cloudFormation.pending = 1;

    expect(await reviewed(aws, { template: NO_RECORDS, deployed: TEMPLATE, yes: true })).toMatchObject({
      code: 2,
      stderr:
        'CloudFormation has not finished the change set (CREATE_IN_PROGRESS). Nothing was changed. Deploy again.\n',
    });
    isUntouched(aws, TEMPLATE);
  });

  it('but not of what has neither', async () => {
    const aws = await startAws();
    const deployed = templateWith({ Old: { Type: 'AWS::ApiGateway::Deployment' }, Role: { Type: 'AWS::IAM::Role' } });

    expect(await reviewed(aws, { template: MEMORY, deployed, yes: true })).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('leaves nothing behind', () => {
  it('of a new stack that was declined, even a protected one', async () => {
    const aws = await startAws();
    const protect = ({ cloudFormation }: AwsStub) => {
      const stack = cloudFormation.stacks.get(STACK);
      if (stack) stack.isProtected = true;
    };

    expect(await reviewed(aws, { types: 'n\n', prepared: protect })).toMatchObject({ code: 2 });
    expect([...aws.cloudFormation.stacks]).toEqual([]);
  });

  it('when the change set cannot be read', async () => {
    const aws = await startAws();
    aws.faults.set('DescribeChangeSet', new AwsError('AccessDenied', 'User anna is not authorized', 403));

    expect(await reviewed(aws, { template: MEMORY, deployed: TEMPLATE, yes: true })).toMatchObject({
      code: 2,
      stderr:
        'Your AWS credentials lack a permission: User anna is not authorized. Use other credentials, or grant it.\n',
    });
    isUntouched(aws, TEMPLATE);
  });

  it('when CloudFormation cannot make the change set', async () => {
    const aws = await startAws();
    aws.cloudFormation.failsToCreate = 'Template error: unresolved dependency.';

    expect(await reviewed(aws, { template: MEMORY, deployed: TEMPLATE, yes: true })).toMatchObject({
      code: 2,
      stderr:
        'CloudFormation could not make the change set: Template error: unresolved dependency. Correct that first.\n',
    });
    isUntouched(aws, TEMPLATE);
  });

  it('when Ctrl-C answers the question', async () => {
    const aws = await startAws();
    const interruption = new AbortController();
    const stdin = new PassThrough();
    const asked = reviewed(aws, { template: OTHER_STAGE, deployed: TEMPLATE, stdin, signal: interruption.signal });
    await once(stdin, 'resume');
    interruption.abort();

    expect(await asked).toMatchObject({ code: 130 });
    isUntouched(aws, TEMPLATE);
  });
});

describe('says how a deployment ended', () => {
  it('that nothing changes', async () => {
    const aws = await startAws();

    const { code, stdout } = await reviewed(aws, { deployed: TEMPLATE });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^OpenIMWebhook-prod is up to date\. Nothing changes\.\n/);
    isUntouched(aws, TEMPLATE);
  });

  it('that an update failed, why, and that the stack is as before', async () => {
    const aws = await startAws();
    aws.cloudFormation.fails = { id: 'Recorder', reason: 'MemorySize is too large.' };

    expect(await reviewed(aws, { template: MEMORY, deployed: TEMPLATE, yes: true })).toMatchObject({
      code: 1,
      stderr:
        'The deployment failed at Recorder (AWS::Lambda::Function): MemorySize is too large. The stack is as it was before.\n',
    });
    expect(aws.cloudFormation.stacks.get(STACK)?.template).toEqual(TEMPLATE);
  });

  it('that a first deployment failed, and what to do', async () => {
    const aws = await startAws();
    aws.cloudFormation.fails = { id: 'Waiting', reason: 'Denied' };

    expect(await reviewed(aws, { yes: true })).toMatchObject({
      code: 1,
      stderr:
        'The deployment failed at Waiting (AWS::SQS::Queue): Denied. Correct that, run npx cdk destroy -c env=prod, then deploy again.\n',
    });
  });

  it('that API Gateway has no role for logs, and the setting that makes one', async () => {
    const aws = await startAws();
    const reason = 'CloudWatch Logs role ARN must be set in account settings to enable logging (Service: ApiGateway).';
    aws.cloudFormation.fails = { id: 'StageProd', reason };

    expect(await reviewed(aws, { yes: true })).toMatchObject({
      code: 1,
      stderr: `The deployment failed at StageProd (AWS::ApiGateway::Stage): ${reason} Set accountCloudWatchRole to true, because nobody has set the role with which API Gateway writes logs. Then run npx cdk destroy -c env=prod, and deploy again.\n`,
    });
  });

  it('that it goes on in AWS after Ctrl-C', async () => {
    const aws = await startAws();
    const interruption = new AbortController();
    const asked = reviewed(aws, { template: MEMORY, deployed: TEMPLATE, yes: true, signal: interruption.signal });
    while (!aws.requests.includes('ExecuteChangeSet')) await new Promise((resolve) => setTimeout(resolve, 1));
    interruption.abort();

    expect(await asked).toMatchObject({
      code: 130,
      stderr: 'The deployment of OpenIMWebhook-prod continues in AWS. Run the command again to see how it ended.\n',
    });
  });
});

describe('goes on watching a deployment', () => {
  it('though AWS rejects some looks at it', async () => {
    const aws = await startAws();
    const asked = reviewed(aws, { template: MEMORY, deployed: TEMPLATE, yes: true });
    while (!aws.requests.includes('ExecuteChangeSet')) await new Promise((resolve) => setTimeout(resolve, 1));
    const before = aws.requests.length;
    aws.faults.set('DescribeStacks', new AwsError('Throttling', 'Rate exceeded'));
    while (aws.requests.length < before + 3) await new Promise((resolve) => setTimeout(resolve, 1));
    aws.faults.delete('DescribeStacks');

    expect(await asked).toMatchObject({ code: 0, stderr: '' });
  });

  it('until AWS rejects them for long, and says that it goes on', async () => {
    const aws = await startAws();
    const asked = reviewed(aws, { template: MEMORY, deployed: TEMPLATE, yes: true });
    while (!aws.requests.includes('ExecuteChangeSet')) await new Promise((resolve) => setTimeout(resolve, 1));
    aws.faults.set('DescribeStacks', new AwsError('Throttling', 'Rate exceeded'));

    expect(await asked).toMatchObject({
      code: 2,
      stderr:
        'The deployment of OpenIMWebhook-prod continues in AWS. Run the command again to see how it ended.\nAWS failed: Rate exceeded. Try again later.\n',
    });
  });
});

describe('shows nothing that a terminal obeys', () => {
  it('of what AWS says', async () => {
    const aws = await startAws();
    const red = '\u001b[31mred\u0007';
    const change = { LogicalResourceId: `Log${red}`, ResourceType: `AWS::${red}`, Action: 'Remove' };
    aws.cloudFormation.changes = [{ Type: 'Resource', ResourceChange: { ...change, PhysicalResourceId: red } }];
    const declined = await reviewed(aws, { deployed: TEMPLATE, types: 'n\n' });
    aws.cloudFormation.changes = undefined;
    aws.cloudFormation.fails = { id: 'Recorder', reason: `Denied by ${red}` };
    const failed = await reviewed(aws, { template: MEMORY, deployed: TEMPLATE, yes: true });
    aws.cloudFormation.fails = undefined;
    const outputs = { Address: { Value: `https://${red}` } };
    const done = await reviewed(aws, { template: { ...MEMORY, Outputs: outputs }, deployed: TEMPLATE, yes: true });

    expect(declined.stdout).toContain('red');
    expect(failed.stderr).toContain('Denied by red');
    expect(done.stdout).toContain('https://red');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    for (const { stdout, stderr } of [declined, failed, done]) expect(stdout + stderr).not.toMatch(/[\u0007\u001b]/);
  });
});

describe('notes', () => {
  it('that a new policy table allows everything', async () => {
    const aws = await startAws();
    const deployed = templateWith({ PolicyTable1: { Type: 'AWS::DynamoDB::Table' } });
    const note =
      'Note: the policy table is new and empty, so that every before callback is allowed until a policy is set. After the deployment, run: npm run policy -- set FILE --table POLICY_TABLE_NAME --region REGION';

    const { code, stdout } = await reviewed(aws, { template: deployed, yes: true });
    expect(code).toBe(0);
    expect(stdout).toContain(note);
    const later = await reviewed(aws, { template: TEMPLATE, deployed, types: 'n\n' });
    expect(later.stdout).not.toContain(note);
  });

  it.each(['PolicyTable1', 'AuditRecords1'])(
    'and asks for the name before a stack goes on with an empty %s',
    async (id) => {
      const aws = await startAws();
      const template = templateWith({ [id]: { Type: 'AWS::DynamoDB::Table' } });

      const refused = await reviewed(aws, { template, deployed: TEMPLATE, yes: true });
      expect(refused).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(
          /^Empty tables would be used instead of those with items, and there is no terminal for a question\./,
        ),
      });
      expect(refused.stdout).toMatch(/Note: the (policy|audit) table is new and empty/);
      isUntouched(aws, TEMPLATE);
      expect(await reviewed(aws, { template, deployed: TEMPLATE, types: 'y\n' })).toMatchObject({ code: 2 });
      expect(await reviewed(aws, { template, deployed: TEMPLATE, types: 'prod\n' })).toMatchObject({ code: 0 });
    },
  );

  it('that a stack of before there were environments stays as it is', async () => {
    const aws = await startAws();
    aws.cloudFormation.add('OpenIMWebhook', TEMPLATE);

    expect((await reviewed(aws, { types: 'n\n' })).stdout).toContain(
      'Note: the stack OpenIMWebhook stays as it is, beside the new one. To update that one instead, set "name": "" in settings/prod.json.\n',
    );
  });

  it('that a new stack sets the role of API Gateway', async () => {
    const aws = await startAws();
    const template = templateWith({ Account: { Type: 'AWS::ApiGateway::Account' } });

    expect((await reviewed(aws, { template, types: 'n\n' })).stdout).toContain('Note: the stack sets the one role');
    expect((await reviewed(aws, { template: MEMORY, deployed: TEMPLATE, types: 'n\n' })).stdout).not.toContain('Note');
  });
});

describe('says what to do first about a stack', () => {
  it.each([
    { status: 'ROLLBACK_COMPLETE', says: /^The first deployment of OpenIMWebhook-prod failed .* Run npx cdk destroy/ },
    { status: 'CREATE_FAILED', says: /^The first deployment of OpenIMWebhook-prod failed/ },
    { status: 'DELETE_FAILED', says: /^OpenIMWebhook-prod could not be deleted completely\. Run npx cdk destroy/ },
    {
      status: 'UPDATE_ROLLBACK_FAILED',
      says: /could not be rolled back after a failed deployment\. Continue the rollback/,
    },
    {
      status: 'UPDATE_IN_PROGRESS',
      says: 'OpenIMWebhook-prod is being changed (UPDATE_IN_PROGRESS). Deploy again when that has ended.',
    },
    { status: 'DELETE_IN_PROGRESS', says: /is being changed \(DELETE_IN_PROGRESS\)/ },
  ])('in $status', async ({ status, says }) => {
    const aws = await startAws();
    aws.cloudFormation.add(STACK, TEMPLATE, status);
    const stack = await findStack(clientOf(aws), STACK);

    expect(() => stack && checkState(stack, TARGET.destroy)).toThrow(says);
  });

  it.each(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'REVIEW_IN_PROGRESS'])(
    'but not in %s',
    async (status) => {
      const aws = await startAws();
      aws.cloudFormation.add(STACK, TEMPLATE, status);
      const stack = await findStack(clientOf(aws), STACK);

      expect(() => stack && checkState(stack, TARGET.destroy)).not.toThrow();
      expect(stack?.StackStatus).toBe(status);
    },
  );
});
