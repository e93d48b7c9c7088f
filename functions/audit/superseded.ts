import { createHash } from 'node:crypto';
import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Table } from '../dynamodb/table.ts';
import { repeatID } from '../record/event-id.ts';
import type { AuditRecord } from '../record/record.ts';
import { itemsOf } from './items.ts';
import { type Chunk, chunksOf } from './transport.ts';

/**
 * States of a callback that was answered otherwise than judged. Its record could not be written in time, so that a refusal was
 * answered. Table or queue may have taken the judged record nevertheless, unknown to us.
 *
 * - Refusal in the log only: the last resort writes it. Operators see it in the log. A restore puts it into the table.
 * - Judged record in the table, as a first or as a repeat: the timed-out write left it. The audit shows it, and the log has the
 *   refusal. `isCorrected` makes it say what was answered.
 * - Judged record in the queue, refusal restored: the timed-out send left the message. The audit shows the refusal only.
 *   Redelivery drops the message by `wasRefusedInstead`.
 * - Judged record in the queue, refusal in the log: redelivery puts the judged record, and the audit shows it. The restore corrects it.
 * - Corrected: the restore, or a late refusal, has changed the judged record. The audit shows the refusal under the judged eventID.
 *   The state is final, because redelivery drops the judged record.
 * - Late chunks: a receiver on one machine queues the refusal after its answer. The audit shows it after redelivery, which takes
 *   late chunks after all others of a batch and corrects the judged record, or else puts the refusal.
 */

/** The record of a callback that was refused after all, because its own record could not be written. */
export function refusedInstead(record: AuditRecord): AuditRecord {
  return {
    ...record,
    eventID: refusedID(record.eventID),
    insteadOf: record.eventID,
    outcome: 'refused',
    decision: { ...record.decision, verdict: 'refuse', degraded: 'it could not be recorded' },
  };
}

/** The identity of an event that was refused because it could not be recorded, whatever had been judged. */
function refusedID(judgedID: string): string {
  return createHash('sha256').update(`refused instead of ${judgedID}`).digest('hex').slice(0, 32);
}

/** The queue may have taken a record without our knowing it. What was answered then is in the log, and by now perhaps restored. */
export async function wasRefusedInstead(
  table: Table,
  { eventID, requestID, outcome }: AuditRecord,
  signal: AbortSignal,
): Promise<boolean> {
  const places = [eventID, refusedID(eventID)].flatMap((id) => [id, repeatID(id, requestID)]);
  const found = await itemsOf<AuditRecord>(table, places, signal, 'eventID, requestID, outcome');
  return outcome !== 'refused' && found.some((item) => item.requestID === requestID && item.outcome === 'refused');
}

/**
 * Makes the record of what had been judged say what was answered instead. The table may have taken that record without our knowing it,
 * as a first record or as another's repeat. Repeats may point to it by now, so it stays.
 *
 * @returns false when no such record exists. The caller then has to put this one.
 */
export async function isCorrected(table: Table, record: AuditRecord): Promise<boolean> {
  const { insteadOf, requestID } = record;
  if (insteadOf === undefined) return false;
  for (const eventID of [insteadOf, repeatID(insteadOf, requestID)]) {
    if (await isUpdated(table, eventID, record)) return true;
  }
  return false;
}

async function isUpdated({ client, name }: Table, eventID: string, record: AuditRecord): Promise<boolean> {
  const { requestID, outcome, decision } = record;
  const request = new UpdateItemCommand({
    TableName: name,
    Key: marshall({ eventID }),
    ConditionExpression: 'requestID = :requestID',
    UpdateExpression: 'SET #outcome = :outcome, #decision = :decision',
    ExpressionAttributeNames: { '#outcome': 'outcome', '#decision': 'decision' },
    ExpressionAttributeValues: marshall({ ':requestID': requestID, ':outcome': outcome, ':decision': decision }),
  });
  try {
    await client.send(request);
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

const LATE = '-late';

/**
 * The pieces of a record that became another after the queue may have taken it, unknown to us: they are not mixed up with the pieces
 * from before, which may say that the callback was allowed, where a refusal was answered.
 */
export function lateChunksOf(record: AuditRecord): readonly string[] {
  const { requestID } = record;
  return chunksOf(record).map((piece) => piece.replace(requestID, `${requestID}${LATE}`));
}

export function isLate({ requestID }: Chunk): boolean {
  return requestID.endsWith(LATE);
}
