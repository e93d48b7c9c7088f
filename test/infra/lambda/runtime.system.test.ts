import { expect, it, vi } from 'vitest';
import { routes } from '../../../infra/routes.ts';
import { PRIVATE_TEXT, proxyEventFor, queueEventOf } from '../../support/lambda/events.ts';
import { type Lambda, type Outcome, startLambda } from '../../support/lambda/lambda.ts';
import { startLocalAws } from '../../support/lambda/local-aws.ts';
import { lineProblems } from '../../support/lambda/metric-lines.ts';
import { failedOf, isProxyResult } from '../../support/lambda/results.ts';
import { SOON } from '../../support/processes.ts';
import { AUTHENTICATED, basic, sha256, TOKEN } from '../../support/proxy-event.ts';
import { insertsOf, isRecord } from '../../support/stream.ts';
import { everyItem, everyRecord } from '../../support/table.ts';
import { synthesise } from '../../support/template.ts';

const made = await synthesise();

const RECEIVERS = [...new Set(routes.values())];

const WRONG = { Authorization: basic('a-wrong-token') };

/** What no log line may hold: tokens and their forms, headers, bodies. */
const SECRETS = [
  ...[TOKEN, AUTHENTICATED.Authorization, sha256(TOKEN), 'a-wrong-token', WRONG.Authorization],
  ...[PRIVATE_TEXT, 'secret-of-the-role', 'session-of-the-role'],
];

function responseOf(outcome: Outcome): unknown {
  expect(outcome).toMatchObject({ kind: 'response' });
  return 'response' in outcome ? outcome.response : undefined;
}

/** Checks the lines of a function, at least `count`. The pipes may be behind its answers. */
async function expectGoodLines({ lines }: Lambda, count: number) {
  await vi.waitFor(() => expect(lines.length).toBeGreaterThanOrEqual(count), SOON);
  for (const line of lines) {
    expect(lineProblems(line), line).toEqual([]);
    for (const secret of SECRETS) expect(line).not.toContain(secret);
  }
}

async function start(name: string) {
  const aws = await startLocalAws(made);
  return { aws, lambda: await startLambda(aws.configurationOf(name)) };
}

it.each(RECEIVERS)(
  '%s answers API Gateway, cold and warm, and logs lines that CloudWatch understands',
  async (name) => {
    const { aws, lambda } = await start(name);

    const cold = responseOf(await lambda.invoke(proxyEventFor(name)));
    const warm = responseOf(await lambda.invoke(proxyEventFor(name)));
    const refused = responseOf(await lambda.invoke(proxyEventFor(name, WRONG)));

    for (const result of [cold, warm]) expect(result).toMatchObject({ statusCode: 200 });
    for (const result of [cold, warm, refused]) expect(isProxyResult(result), JSON.stringify(result)).toBe(true);
    expect(refused).toMatchObject({ statusCode: name === 'batch' ? 401 : expect.any(Number) });
    expect(lambda.starts()).toBe(1);
    expect(await everyRecord(aws.table)).toHaveLength(name === 'batch' ? 4 : 2);
    // A line for each callback, and a log line and a metric for the stranger. A batch has a log line, and metrics of two commands.
    await expectGoodLines(lambda, name === 'batch' ? 8 : 4);
  },
);

it('records in the queue while the table fails, and redeliver moves the record into the table', async () => {
  const { aws, lambda } = await start('after-join-group');
  await aws.toTable.break(['PutItem'], 'fails');
  expect(responseOf(await lambda.invoke(proxyEventFor('after-join-group')))).toMatchObject({ statusCode: 200 });
  await aws.toTable.mend();
  const redeliver = await startLambda(aws.configurationOf('redeliver'));
  const event = queueEventOf('arn:aws:sqs:eu-west-1:123456789012:fallback', [
    ...(await aws.messages()),
    'not a record',
  ]);
  const ids = event.Records.map(({ messageId }) => messageId);

  const cold = responseOf(await redeliver.invoke(event));
  const warm = responseOf(await redeliver.invoke(event));

  for (const result of [cold, warm]) expect(failedOf(ids, result)).toEqual([ids[1]]);
  expect(redeliver.starts()).toBe(1);
  expect(await everyRecord(aws.table)).toHaveLength(1);
  await expectGoodLines(lambda, 2);
  await expectGoodLines(redeliver, 4);
});

it('derives entries and events off the stream, and in slices when a record has many people', async () => {
  const { aws, lambda } = await start('before-create-group');
  const event = proxyEventFor('before-create-group');
  const initMemberList = Array.from({ length: 150 }, (_, index) => ({ userID: `m-${index}`, roleLevel: 20 }));
  const body = JSON.stringify({ ...JSON.parse(event.body ?? ''), initMemberList });
  responseOf(await lambda.invoke({ ...event, body }));
  const records = (await everyItem(aws.table)).filter(isRecord);
  const derive = await startLambda(aws.configurationOf('derive'));

  const inserts = insertsOf(records);
  const cold = responseOf(await derive.invoke(inserts));
  const slices = queueEventOf('arn:aws:sqs:eu-west-1:123456789012:slices', await aws.messages('slices'));
  const warm = responseOf(await derive.invoke(slices));

  expect(records).toHaveLength(1);
  expect(aws.events.map(({ DetailType }) => DetailType)).toEqual(['callbackBeforeCreateGroupCommand']);
  expect(failedOf(['1'], cold)).toEqual([]);
  expect(slices.Records).toHaveLength(1);
  expect(failedOf([slices.Records[0]?.messageId ?? ''], warm)).toEqual([]);
  const found = new Set((await everyItem(aws.table)).map(({ userID }) => userID));
  expect(initMemberList.filter(({ userID }) => !found.has(userID))).toEqual([]);
  expect(derive.starts()).toBe(1);
  await expectGoodLines(derive, 0);
});
