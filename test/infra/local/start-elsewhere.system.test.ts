import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { bodyOf } from '../../support/bodies.ts';
import { startFaultProxy } from '../../support/fault-proxy.ts';
import { post } from '../../support/http.ts';
import { emptyDirectory, run, SOON, startReceiver } from '../../support/processes.ts';
import { auditTable, everyItem } from '../../support/table.ts';

const body = JSON.stringify(bodyOf('after-join-group'));
const COMMAND = 'callbackAfterJoinGroupCommand';
const START = 'infra/local/start.ts';

/** Starts a DynamoDB that rejects the credentials, the region or the table. */
async function startRefusing(type: string): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    response
      .writeHead(400)
      .end(JSON.stringify({ __type: `com.amazon.coral.service#${type}`, message: 'Not for you.' }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('with a DynamoDB elsewhere', () => {
  it('takes callbacks while that is down, and records them once it is back', async () => {
    const table = await auditTable();
    const proxy = await startFaultProxy(table.endpoint);
    onTestFinished(() => proxy.close());
    await proxy.break([], 'refuses');
    const receiver = await startReceiver({
      DATA_DIR: await emptyDirectory(),
      AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint,
    });
    expect(receiver.output.stderr).toBe(
      `The DynamoDB at ${proxy.endpoint} is not available yet (ECONNREFUSED). Callbacks go to the queue until it is.\n`,
    );

    expect((await post(`${receiver.address}/${COMMAND}`, body)).answer.errCode).toBe(0);
    await vi.waitFor(() => expect(receiver.output.stdout).toContain('recorded (in the queue)'), SOON);
    await proxy.mend();

    await vi.waitFor(async () => expect(await everyItem(table)).toMatchObject([{ body }]), { timeout: 30_000 });
    const ready = `The tables in the DynamoDB at ${proxy.endpoint} are ready.\n`;
    await vi.waitFor(() => expect(receiver.output.stdout).toContain(ready), { timeout: 30_000 });
    expect(await receiver.stop()).toBe(0);
  });

  it.each(['AccessDeniedException', 'UnrecognizedClientException', 'InvalidSignatureException'])(
    'ends when that rejects permanently: %s',
    async (type) => {
      const endpoint = await startRefusing(type);
      const env = { PORT: '0', DATA_DIR: await emptyDirectory(), AWS_ENDPOINT_URL_DYNAMODB: endpoint };

      expect(await run(START, [], env)).toEqual({
        code: 2,
        stdout: '',
        stderr: `The DynamoDB at ${endpoint} rejected the tables (${type}): Not for you. Correct AWS_ENDPOINT_URL_DYNAMODB, AWS_REGION or the credentials.\n`,
      });
    },
  );

  it('ends when that comes back and rejects permanently', async () => {
    const proxy = await startFaultProxy(await startRefusing('AccessDeniedException'));
    onTestFinished(() => proxy.close());
    await proxy.break([], 'refuses');
    const receiver = await startReceiver({
      DATA_DIR: await emptyDirectory(),
      AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint,
    });
    const ended = once(receiver.child, 'exit');

    await proxy.mend();

    expect(await ended).toEqual([2, null]);
    expect(receiver.output.stderr).toContain('rejected the tables (AccessDeniedException): Not for you. Correct ');
  });
});
