import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { collect } from './audit/collect.ts';
import { putLate } from './audit/put-late.ts';
import { correctJudged, isLate, wasRefusedInstead } from './audit/superseded.ts';
import { type Chunk, chunksIn } from './audit/transport.ts';
import { inLambda } from './callback/in-lambda.ts';
import type { Runtime } from './callback/runtime.ts';
import type { Telemetry } from './callback/telemetry.ts';

/** Time limit for one record. */
const DEADLINE_MS = 10_000;

interface Message {
  readonly messageId: string;
  /** Undefined when the message is not a chunk. */
  readonly chunk: Chunk | undefined;
}

/** Lambda handler for messages of the fallback queue. */
export type Redeliver = (event: SQSEvent) => Promise<SQSBatchResponse>;

type Job = Pick<Runtime, 'auditTable'> & Pick<Telemetry, 'reportRedelivered'> & { readonly clock: () => Date };

/**
 * Writes queued records to the table. Records that fail again stay in the queue.
 *
 * @param clock returns the time of recording
 */
export function createHandler(
  { auditTable }: Runtime,
  { reportRedelivered }: Pick<Telemetry, 'reportRedelivered'>,
  clock: () => Date = () => new Date(),
): Redeliver {
  return (event) => redeliverBatch({ auditTable, reportRedelivered, clock }, event);
}

export const handler = /* @__PURE__ */ inLambda((runtime, telemetry) => createHandler(runtime, telemetry));

async function redeliverBatch(job: Job, { Records }: SQSEvent): Promise<SQSBatchResponse> {
  const messages = Records.map(({ messageId, body }): Message => ({ messageId, chunk: chunksIn(body)[0] }));
  // A late record (one-machine receiver only) corrects a record that may be in the same batch, so it goes last.
  const late = messages.filter(({ chunk }) => chunk && isLate(chunk));
  const failed = [
    ...(await redeliverAll(
      job,
      messages.filter((message) => !late.includes(message)),
    )),
    ...(await redeliverAll(job, late)),
  ];
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

/** @returns IDs of messages to redeliver */
async function redeliverAll(job: Job, messages: readonly Message[]): Promise<string[]> {
  const byRequest = Map.groupBy(messages, ({ messageId, chunk }) => chunk?.requestID ?? messageId);
  return (await Promise.all([...byRequest.values()].map((group) => redeliver(job, group)))).flat();
}

/** @returns IDs of the record's messages to redeliver */
async function redeliver(
  { auditTable, reportRedelivered, clock }: Job,
  messages: readonly Message[],
): Promise<string[]> {
  const ids = messages.map(({ messageId }) => messageId);
  try {
    const [first, ...rest] = messages.flatMap(({ chunk }) => chunk ?? []);
    if (!first) throw new TypeError('the message is not a record');
    const signal = AbortSignal.timeout(DEADLINE_MS);
    const record = await collect(auditTable, [first, ...rest], signal);
    if (record && !(await wasRefusedInstead(auditTable, record, signal)) && !(await correctJudged(auditTable, record)))
      await putLate(auditTable, record, signal, clock());
    for (const _ of messages) reportRedelivered(first.requestID);
    return [];
  } catch (error) {
    for (const id of ids) reportRedelivered(id, error);
    return ids;
  }
}
