import type { SendMessageRequest } from '@aws-sdk/client-sqs';
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
 * Returns a function that sends to the fallback queue.
 *
 * @param env has region and keys
 */
export function createEnqueue(env: Environment, QueueUrl: string, requestHandler: FunctionRequestHandler): Enqueue {
  const call = createServiceClient({
    name: 'sqs',
    target: 'AmazonSQS',
    endpoint: new URL('/', QueueUrl),
    access: accessOf(env),
    retryStrategy: new StandardRetryStrategy(RETRIES),
    maxAttempts: RETRIES.maxAttempts,
    requestHandler,
    encode: JSON.stringify,
    decode: () => {},
  });
  return async (record, signal) => {
    const send = (MessageBody: string) =>
      call('SendMessage', { QueueUrl, MessageBody } satisfies SendMessageRequest, signal);
    await Promise.all(chunksOf(record).map(send));
  };
}
