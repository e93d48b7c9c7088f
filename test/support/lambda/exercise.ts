import { randomBytes } from 'node:crypto';
import type { FunctionName } from '../../../infra/routes.ts';
import { changeOf, insertsOf, isRecord } from '../stream.ts';
import { everyItem } from '../table.ts';
import { proxyEventFor, queueEventOf } from './events.ts';
import { type Lambda, startLambda } from './lambda.ts';
import type { LocalAws } from './local-aws.ts';

const QUEUE = 'arn:aws:sqs:eu-west-1:123456789012:queue';

/** Makes a function do all that it ever does with AWS. */
export async function exercise(name: string, aws: LocalAws): Promise<Lambda> {
  if (name === 'redeliver') return redeliver(aws);
  if (name === 'derive') return derive(aws);
  const receiver = await startLambda(aws.configurationOf(name));
  const event = proxyEventFor(name as FunctionName);
  await receiver.invoke(event);
  await aws.toTable.break(['PutItem'], 'fails');
  await receiver.invoke({ ...event, requestContext: { ...event.requestContext, requestId: 'another' } });
  return receiver;
}

async function redeliver(aws: LocalAws): Promise<Lambda> {
  await aws.toTable.break(['PutItem'], 'fails');
  const recorder = await startLambda(aws.configurationOf('other-callback'));
  const event = proxyEventFor('other-callback');
  const ex = randomBytes(300_000).toString('base64');
  await recorder.invoke({ ...event, body: JSON.stringify({ ...JSON.parse(event.body ?? ''), ex }) });
  await aws.toTable.mend();
  const lambda = await startLambda(aws.configurationOf('redeliver'));
  const messages = await aws.messages();
  if (messages.length < 2) throw new Error('the record fits into one message');
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
