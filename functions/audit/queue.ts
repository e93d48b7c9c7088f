import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { StandardRetryStrategy } from '@smithy/core/retry';
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
 * Returns a function that sends to the fallback queue. The client of SQS is a chunk of the bundle that a cold start does not read,
 * because most functions never need it.
 *
 * @param lender lends its credentials, region and connections
 */
export function createEnqueue(lender: DynamoDBClient, queueURL: string): Enqueue {
  let sender: ReturnType<typeof createSender> | undefined;
  return async (record, signal) => {
    sender ??= createSender(lender, queueURL);
    const send = await sender;
    await Promise.all(chunksOf(record).map((chunk) => send(chunk, signal)));
  };
}

async function createSender({ config }: DynamoDBClient, QueueUrl: string) {
  const { SendMessageCommand, SQSClient } = await import('@aws-sdk/client-sqs');
  const client = new SQSClient({
    endpoint: new URL(QueueUrl).origin,
    region: config.region,
    credentials: config.credentials,
    requestHandler: config.requestHandler,
    retryStrategy: new StandardRetryStrategy(RETRIES),
  });
  return (MessageBody: string, abortSignal: AbortSignal) =>
    client.send(new SendMessageCommand({ QueueUrl, MessageBody }), { abortSignal });
}
