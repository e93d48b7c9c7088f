import type { ServiceInputTypes, ServiceOutputTypes } from '@aws-sdk/client-sqs';
import { StandardRetryStrategy } from '@smithy/core/retry';
import { accessOf, type Environment } from '../aws/environment.ts';
import type { FunctionRequestHandler } from '../aws/request-handler.ts';
import { createServiceClient } from '../aws/service-client.ts';
import type { AuditRecord } from '../record/record.ts';
import { chunksOf } from './transport.ts';

/**
 * Sends a record to the queue, in as many messages as it needs.
 *
 * @throws what the client throws; also when the signal aborts
 */
export type Enqueue = (record: AuditRecord, signal: AbortSignal) => Promise<void>;

/** A connection may have died while the function was frozen, and the queue may be busy for a moment. */
const RETRY_DELAYS_MS = [100, 300];

/** The SDK's own delay after a throttle is up to 2 s, which is more than the deadline leaves. */
const RETRIES = {
  maxAttempts: RETRY_DELAYS_MS.length + 1,
  backoff: { computeNextBackoffDelay: (retry: number) => RETRY_DELAYS_MS[retry] ?? 0, setDelayBase: () => {} },
};

/**
 * Returns a function that sends to the fallback queue. The command of SQS is a chunk of the bundle that a cold start does not
 * read, because most functions never need it.
 *
 * @param env has region and keys
 */
export function createEnqueue(env: Environment, queueURL: string, requestHandler: FunctionRequestHandler): Enqueue {
  let sender: ReturnType<typeof createSender> | undefined;
  return async (record, signal) => {
    sender ??= createSender(env, queueURL, requestHandler);
    const send = await sender;
    await Promise.all(chunksOf(record).map((chunk) => send(chunk, signal)));
  };
}

async function createSender(env: Environment, QueueUrl: string, requestHandler: FunctionRequestHandler) {
  const { SendMessageCommand } = await import('./send-message.ts');
  const client = createServiceClient<ServiceInputTypes, ServiceOutputTypes>({
    name: 'sqs',
    endpoint: new URL('/', QueueUrl),
    access: accessOf(env),
    protocol: { defaultNamespace: 'com.amazonaws.sqs', serviceTarget: 'AmazonSQS', awsQueryCompatible: true },
    retryStrategy: new StandardRetryStrategy(RETRIES),
    maxAttempts: RETRIES.maxAttempts,
    requestHandler,
  });
  return (MessageBody: string, abortSignal: AbortSignal) =>
    client.send(new SendMessageCommand({ QueueUrl, MessageBody }), { abortSignal });
}
