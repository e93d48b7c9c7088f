import { setTimeout } from 'node:timers/promises';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { HttpRequest } from '@smithy/core/transport';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AuditRecord } from '../record/record.ts';
import { chunksOf } from './transport.ts';

/** The queue that takes what the table does not. */
export interface QueueTarget {
  /** Lends its credentials, region and connections: a client of SQS's own would be a tenth of a function. */
  readonly client: DynamoDBClient;
  readonly url: string;
}

/** Milliseconds to wait before one message is sent again. */
const PAUSES = [100, 300];

/** The queue did not take a message. */
class NotQueued extends Error {
  override readonly name = 'NotQueued';
}

/**
 * Sends a record to the queue, in as many messages as it takes.
 *
 * @throws {NotQueued} and what the connection throws; also when the signal aborts
 */
export async function enqueue(queue: QueueTarget, record: AuditRecord, signal: AbortSignal): Promise<void> {
  await Promise.all(chunksOf(record).map((piece) => sendRepeatedly(queue, piece, signal)));
}

/** A connection may have died while the function was frozen, and the queue may be busy for a moment. */
async function sendRepeatedly(queue: QueueTarget, piece: string, signal: AbortSignal): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await sendMessage(queue, piece, signal);
    } catch (error) {
      const pause = PAUSES[attempt];
      if (pause === undefined || signal.aborted) throw error;
      await setTimeout(pause, undefined, { signal });
    }
  }
}

/** Source: Amazon SQS API Reference, SendMessage, AWS JSON protocol 1.0. */
async function sendMessage({ client, url }: QueueTarget, body: string, abortSignal: AbortSignal): Promise<void> {
  const { protocol, hostname, port, host } = new URL(url);
  const { region, credentials, sha256, requestHandler } = client.config;
  const request = new HttpRequest({
    method: 'POST',
    protocol,
    hostname,
    ...(port && { port: Number(port) }),
    path: '/',
    headers: { host, 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' },
    body: JSON.stringify({ QueueUrl: url, MessageBody: body }),
  });
  const signer = new SignatureV4({ service: 'sqs', region, credentials, sha256 });
  const signed = HttpRequest.clone((await signer.sign(request)) as HttpRequest);
  const { response } = await requestHandler.handle(signed, { abortSignal });
  response.body.resume();
  if (response.statusCode !== 200) throw new NotQueued(`the queue answered ${response.statusCode}`);
}
