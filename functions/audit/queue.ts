import { accessOf, type Environment } from '../aws/environment.ts';
import { createCall, type ServiceProblem } from '../aws/json-client.ts';
import type { Timeouts } from '../aws/timeouts.ts';
import type { AuditRecord } from '../record/record.ts';
import { chunksOf } from './transport.ts';

/**
 * Sends a record to the queue, in as many messages as it needs.
 *
 * @throws {QueueError} and errors of the connection; also when the signal aborts
 */
export type Enqueue = (record: AuditRecord, signal: AbortSignal) => Promise<void>;

/** A connection may have died while the function was frozen, and the queue may be busy for a moment. */
const RETRY_DELAYS_MS = [100, 300];

/** The queue answered an error. */
class QueueError extends Error {
  readonly $metadata: ServiceProblem['$metadata'];

  constructor({ name, message, $metadata }: ServiceProblem) {
    super(message);
    this.name = name;
    this.$metadata = $metadata;
  }
}

/** Returns a function that sends to the fallback queue. */
export function createEnqueue(env: Environment, queueURL: string, timeouts: Timeouts): Enqueue {
  const service = {
    ...accessOf(env),
    service: 'sqs',
    endpoint: new URL('/', queueURL),
    target: 'AmazonSQS',
    delaysMs: RETRY_DELAYS_MS.map((delayMs) => () => delayMs),
    retriesThrottling: true,
    errorOf: (problem: ServiceProblem) => new QueueError(problem),
  };
  const call = createCall(service, timeouts);
  return async (record, signal) => {
    const messages = chunksOf(record).map((MessageBody) => JSON.stringify({ QueueUrl: queueURL, MessageBody }));
    await Promise.all(messages.map((message) => call('SendMessage', message, signal)));
  };
}
