import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SQSEvent } from 'aws-lambda';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startQueue } from '../../../infra/local/local-queue.ts';
import { emptyDirectory } from '../../support/processes.ts';

async function send(url: string, text: string, headers: Record<string, string> = {}) {
  const body = JSON.stringify({ QueueUrl: url, MessageBody: text });
  const all = { 'x-amz-target': 'AmazonSQS.SendMessage', ...headers };
  return (await fetch(new URL('/', url), { method: 'POST', headers: all, body })).status;
}

it('delivers what comes behind messages that are never taken', async () => {
  const directory = await emptyDirectory();
  for (let message = 0; message < 25; message += 1) await writeFile(join(directory, `1-${message}.message`), 'poison');
  const queue = await startQueue(directory);
  onTestFinished(() => queue.close());
  const taken: string[] = [];

  expect(await send(queue.url, 'good')).toBe(200);
  queue.deliverTo(async ({ Records }: SQSEvent) => {
    taken.push(...Records.map(({ body }) => body).filter((body) => body !== 'poison'));
    const failed = Records.filter(({ body }) => body === 'poison');
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  });

  await vi.waitFor(() => expect(taken).toEqual(['good']), { timeout: 30_000 });
  expect((await readdir(directory)).length).toBe(25);
});

it('takes nothing from who does not know its address', async () => {
  const directory = await emptyDirectory();
  const queue = await startQueue(directory);
  onTestFinished(() => queue.close());
  const { origin } = new URL(queue.url);

  expect(await send(`${origin}/local/fallback`, 'forged')).toBe(403);
  expect(await send(`${origin}/`, 'forged')).toBe(403);
  expect(await send(`${queue.url}x`, 'forged')).toBe(403);
  expect(await readdir(directory)).toEqual([]);
});

it.each([
  { what: 'not JSON', body: 'hello' },
  { what: 'not an object', body: 'null' },
  { what: 'without a message', body: '{"QueueUrl":"/"}' },
  { what: 'more than any message', body: JSON.stringify({ MessageBody: 'x'.repeat(2_000_000) }) },
])('takes no request that is not one: $what', async ({ body }) => {
  const directory = await emptyDirectory();
  const queue = await startQueue(directory);
  onTestFinished(() => queue.close());
  const headers = { 'x-amz-target': 'AmazonSQS.SendMessage' };

  expect((await fetch(queue.url, { method: 'POST', headers, body })).status).toBe(400);
  expect(await readdir(directory)).toEqual([]);
});

it('takes nothing but messages, and none of a web page', async () => {
  const directory = await emptyDirectory();
  const queue = await startQueue(directory);
  onTestFinished(() => queue.close());

  expect(await send(queue.url, 'x', { 'x-amz-target': 'AmazonSQS.PurgeQueue' })).toBe(400);
  expect(await send(queue.url, 'x', { origin: 'https://page.example' })).toBe(400);
  expect(await readdir(directory)).toEqual([]);
});

it('delivers what is beside a message that can not be read', async () => {
  const directory = await emptyDirectory();
  await mkdir(join(directory, '1-0.message'));
  const queue = await startQueue(directory);
  onTestFinished(() => queue.close());
  const taken: string[] = [];

  expect(await send(queue.url, 'good')).toBe(200);
  queue.deliverTo(async ({ Records }: SQSEvent) => {
    taken.push(...Records.map(({ body }) => body));
    return { batchItemFailures: [] };
  });

  await vi.waitFor(async () => expect(await readdir(directory)).toEqual(['1-0.message']), { timeout: 30_000 });
  expect(taken).toEqual(['good']);
});

it('keeps nothing of a message that was never whole', async () => {
  const directory = await emptyDirectory();
  await writeFile(join(directory, '1-0.message.new'), 'half of');
  const queue = await startQueue(directory);
  onTestFinished(() => queue.close());

  expect(await readdir(directory)).toEqual([]);
});
