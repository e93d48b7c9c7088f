import { randomBytes } from 'node:crypto';
import type { FunctionName } from '../../../infra/routes.ts';
import { changeOf, insertsOf, isRecord } from '../stream.ts';
import { everyItem } from '../table.ts';
import { proxyEventFor, queueEventOf } from './events.ts';
import { type Lambda, startLambda } from './lambda.ts';
import type { LocalAws } from './local-aws.ts';

const MAX_ATTEMPTS = 10;

const QUEUE = 'arn:aws:sqs:eu-west-1:123456789012:queue';

/** Makes a function do all that it ever does with AWS. */
export async function exercise(name: string, aws: LocalAws): Promise<Lambda> {
  if (name === 'redeliver') return redeliver(aws);
  if (name === 'derive') return derive(aws);
  const configuration = aws.configurationOf(name);
  const receiver = await startLambda(configuration);
  const hasCalled = (action: string) => () => aws.calls(name).some((call) => call.action === action);
  const event = () => proxyEventFor(name as FunctionName);
  const reads = 'POLICY_TABLE_NAME' in configuration.variables ? ['dynamodb:BatchGetItem'] : [];
  for (const action of ['dynamodb:PutItem', ...reads]) await invokeUntil(receiver, event, hasCalled(action));
  await aws.toTable.break(['PutItem'], 'fails');
  await invokeUntil(receiver, event, hasCalled('sqs:SendMessage'));
  return receiver;
}

/** Calls a function until it did something, because on a busy machine it may give up before a request has left. */
async function invokeUntil(lambda: Lambda, event: () => unknown, isDone: () => boolean | Promise<boolean>) {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS && !(await isDone()); attempt += 1) await lambda.invoke(event());
}

async function redeliver(aws: LocalAws): Promise<Lambda> {
  await aws.toTable.break(['PutItem'], 'fails');
  const recorder = await startLambda(aws.configurationOf('other-callback'));
  const event = proxyEventFor('other-callback');
  const ex = randomBytes(300_000).toString('base64');
  const large = { ...event, body: JSON.stringify({ ...JSON.parse(event.body ?? ''), ex }) };
  await invokeUntil(
    recorder,
    () => large,
    async () => (await aws.messages()).length > 1,
  );
  await aws.toTable.mend();
  const lambda = await startLambda(aws.configurationOf('redeliver'));
  const messages = await aws.messages();
  for (const message of messages) await lambda.invoke(queueEventOf(QUEUE, [message]));
  return lambda;
}

async function derive(aws: LocalAws): Promise<Lambda> {
  const recorder = await startLambda(aws.configurationOf('before-create-group'));
  const event = proxyEventFor('before-create-group');
  const initMemberList = Array.from({ length: 150 }, (_, index) => ({ userID: `m-${index}`, roleLevel: 20 }));
  await recorder.invoke({ ...event, body: JSON.stringify({ ...JSON.parse(event.body ?? ''), initMemberList }) });
  const [record = {}] = (await everyItem(aws.table)).filter(isRecord);
  const lambda = await startLambda(aws.configurationOf('derive'));
  await lambda.invoke(insertsOf([record]));
  await lambda.invoke(queueEventOf(QUEUE, await aws.messages('slices')));
  await lambda.invoke(changeOf(record));
  return lambda;
}
