import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { callbackNamed } from '../../../functions/openim/catalogue.ts';
import { type FunctionName, routes } from '../../../infra/routes.ts';
import { proxyEventFor, queueEventOf } from '../../support/lambda/events.ts';
import { startLambda } from '../../support/lambda/lambda.ts';
import { startLocalAws } from '../../support/lambda/local-aws.ts';
import { failedOf, isProxyResult } from '../../support/lambda/results.ts';
import { emptyDirectory } from '../../support/processes.ts';
import { insertsOf, isRecord } from '../../support/stream.ts';
import { everyItem } from '../../support/table.ts';
import { synthesise } from '../../support/template.ts';

const made = await synthesise();

const RECEIVERS = [...new Set(routes.values())];

const QUEUE = 'arn:aws:sqs:eu-west-1:123456789012:queue';

const isJudging = (name: FunctionName) =>
  name === 'by-query-command' ||
  (name !== 'batch' && name !== 'other-callback' && callbackNamed(name).timing === 'before');

describe.each([...RECEIVERS, 'redeliver', 'derive'])('%s', (name) => {
  it.each(['AUDIT_TABLE_NAME', 'WEBHOOK_TOKEN_HASHES'])('does not start without %s, and names it', async (missing) => {
    const aws = await startLocalAws(made);
    const configuration = aws.configurationOf(name);
    const { [missing]: value, ...variables } = configuration.variables;
    const lambda = await startLambda({ ...configuration, variables });

    const outcomes = [await lambda.invoke({}), await lambda.invoke({})];

    expect(value).toEqual(expect.any(String));
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ kind: 'init error', errorMessage: expect.stringContaining(`${missing} is`) });
    expect(lambda.starts()).toBe(2);
    expect(lambda.lines.join('\n')).toContain(missing);
    expect(aws.calls()).toEqual([]);
  });
});

describe('the time limit', () => {
  it('ends a process that exceeds it, and starts another for the next call', async () => {
    const folder = await emptyDirectory();
    const source =
      'let calls = 0; export const handler = (ms) => { calls += 1; return new Promise((end) => setTimeout(end, ms, calls)); };';
    await writeFile(join(folder, 'index.mjs'), source);
    const configuration = (await startLocalAws(made)).configurationOf('batch');
    const lambda = await startLambda({ ...configuration, folder, timeoutMs: 1_000 });

    expect(await lambda.invoke(0)).toMatchObject({ response: 1 });
    expect(await lambda.invoke(0)).toMatchObject({ response: 2 });
    expect(await lambda.invoke(60_000)).toEqual({ kind: 'timeout' });
    expect(await lambda.invoke(0)).toMatchObject({ response: 1 });
    expect(lambda.starts()).toBe(2);
  });

  it('is met by every function that OpenIM waits for, though neither the table nor the queue answers', async () => {
    const aws = await startLocalAws(made);
    const lambdas = await Promise.all(
      RECEIVERS.map(async (name) => ({ name, lambda: await startLambda(aws.configurationOf(name)) })),
    );
    for (const { name, lambda } of lambdas) await lambda.invoke(proxyEventFor(name));
    await aws.toTable.break(['*'], 'hangs');
    await aws.toQueue.break(['*'], 'hangs');

    const called = lambdas.map(async ({ name, lambda }) => ({
      name,
      lambda,
      outcome: await lambda.invoke(proxyEventFor(name)),
    }));
    for (const { name, lambda, outcome } of await Promise.all(called)) {
      expect(outcome, name).toMatchObject({ kind: 'response' });
      const result = 'response' in outcome ? outcome.response : undefined;
      expect(isProxyResult(result), name).toBe(true);
      const verdict = JSON.parse((result as { body: string }).body);
      if (name !== 'batch') expect(verdict, name).toMatchObject(isJudging(name) ? { nextCode: 1 } : { actionCode: 1 });
      expect(lambda.starts(), name).toBe(1);
    }
  });

  it('is met by redeliver and derive, whose messages and records come again, though the table does not answer', async () => {
    const aws = await startLocalAws(made);
    const recorder = await startLambda(aws.configurationOf('after-join-group'));
    await recorder.invoke(proxyEventFor('after-join-group'));
    await aws.toTable.break(['PutItem'], 'fails');
    await recorder.invoke(proxyEventFor('after-join-group'));
    await aws.toTable.mend();
    const [record] = (await everyItem(aws.table)).filter(isRecord);
    const changed = { ...record, userID: 'u-1', event: { ...Object(record?.event), userIDs: ['u-2', 'u-3'] } };
    const redeliver = await startLambda(aws.configurationOf('redeliver'));
    const derive = await startLambda(aws.configurationOf('derive'));
    await aws.toTable.break(['*'], 'hangs');
    const messages = queueEventOf(QUEUE, await aws.messages());

    const [redelivered, derived] = await Promise.all([
      redeliver.invoke(messages),
      derive.invoke(insertsOf([{ ...changed, command: 'callbackBeforeMembersJoinGroupCommand' }])),
    ]);

    const ids = messages.Records.map(({ messageId }) => messageId);
    expect(ids).toHaveLength(1);
    expect(redelivered).toMatchObject({ kind: 'response' });
    expect(failedOf(ids, 'response' in redelivered && redelivered.response)).toEqual(ids);
    expect(derived).toMatchObject({ kind: 'response' });
    expect(failedOf(['1'], 'response' in derived && derived.response)).toEqual(['1']);
  });
});
