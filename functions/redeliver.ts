import type { SQSBatchItemFailure, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { collect } from './audit/collect.ts';
import { put } from './audit/put.ts';
import { piecesIn } from './audit/transport.ts';
import { environment } from './callback/environment.ts';
import { reportRedelivered } from './callback/telemetry.ts';

/** Milliseconds for one message. */
const DEADLINE = 5_000;

/** Puts what the table did not take at first into it. What it still does not take stays in the queue. */
export async function handler({ Records }: SQSEvent): Promise<SQSBatchResponse> {
  const failures = await Promise.all(Records.map(redeliver));
  return { batchItemFailures: failures.flatMap((failure) => failure ?? []) };
}

async function redeliver({ messageId, body }: SQSRecord): Promise<SQSBatchItemFailure | undefined> {
  try {
    const [piece] = piecesIn(body);
    if (!piece) throw new TypeError('the message is no record');
    const signal = AbortSignal.timeout(DEADLINE);
    const record = await collect(environment.auditTable, piece, signal);
    if (record) await put(environment.auditTable, record, signal);
    reportRedelivered(piece.requestID);
    return undefined;
  } catch (error) {
    reportRedelivered(messageId, error);
    return { itemIdentifier: messageId };
  }
}
