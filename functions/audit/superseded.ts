import { createHash } from 'node:crypto';
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { isConditionFailure } from '../dynamodb/condition-failure.ts';
import type { Table } from '../dynamodb/table.ts';
import { repeatID } from '../record/event-id.ts';
import type { AuditRecord } from '../record/record.ts';
import { itemsOf } from './items.ts';
import { type Chunk, chunksOf } from './transport.ts';

/**
 * States of a callback that was answered otherwise than judged. Its record could not be written in time, so we answered a refusal.
 * A write that timed out may still have succeeded, in the table or in the queue.
 *
 * | state | judged record | refusal | the audit shows | resolved by |
 * |---|---|---|---|---|
 * | 1 | nowhere | log | nothing | a restore, which puts the refusal |
 * | 2 | table, as a first or a repeat | log | the judged record | a restore, by `correctJudged` |
 * | 3 | queue | log | nothing | redelivery puts the judged record, then as state 2 |
 * | 4 | queue | table, after a restore | the refusal | redelivery drops the judged record, by `wasRefusedInstead` |
 * | 5 | table, corrected | in it | the refusal | final, because redelivery drops later copies |
 * | 6 | table or queue | queue, as late chunks | nothing, or the judged record | redelivery, with late chunks last in a batch |
 * | 7 | table, queue or nowhere | a relay's own verdict, in the table | both, each naming the other | final: what OpenIM got is the relay's |
 *
 * In state 7 a relay answered by itself, because it got no answer or one without a record. Neither record is changed, because functions
 * may only put. State 6 occurs on one machine only, where the process outlives its answer.
 */

/** Returns the record of a refusal that was answered because the judged record could not be written. */
export function refusedInstead(record: AuditRecord): AuditRecord {
  return {
    ...record,
    eventID: refusedID(record.eventID),
    insteadOf: record.eventID,
    outcome: 'refused',
    decision: { ...record.decision, verdict: 'refuse', degraded: 'it could not be recorded' },
  };
}

/** Returns the eventID of the refusal, so that it never counts as a repeat of a later record of the event. */
function refusedID(judgedID: string): string {
  return createHash('sha256').update(`refused instead of ${judgedID}`).digest('hex').slice(0, 32);
}

/** Returns true when the table has a refusal of the same request. The queue had taken the judged record without an answer. */
export async function wasRefusedInstead(
  table: Table,
  { eventID, requestID }: AuditRecord,
  signal: AbortSignal,
): Promise<boolean> {
  const ids = [eventID, refusedID(eventID)].flatMap((id) => [id, repeatID(id, requestID)]);
  const items = await itemsOf<AuditRecord>(table, ids, signal, 'eventID, requestID, outcome');
  return items.some((item) => item.requestID === requestID && item.outcome === 'refused');
}

/**
 * Updates the judged record to the outcome and decision of this refusal, with a mark. The record stays, because repeats may point to it.
 *
 * @returns false when the table has no judged record. The caller then puts this one.
 */
export async function correctJudged(table: Table, record: AuditRecord): Promise<boolean> {
  const { insteadOf, requestID } = record;
  // The verdict of a relay is a record of its own, because the judged record may come later.
  if (insteadOf === undefined || record.relay?.verdict) return false;
  for (const eventID of [insteadOf, repeatID(insteadOf, requestID)]) {
    if (await update(table, eventID, record)) return true;
  }
  return false;
}

/** @returns false when no item has this eventID and the requestID of the record */
async function update({ client, name }: Table, eventID: string, record: AuditRecord): Promise<boolean> {
  const { eventID: correctedBy, requestID, outcome, decision } = record;
  const request = new UpdateItemCommand({
    TableName: name,
    Key: marshall({ eventID }),
    ConditionExpression: 'requestID = :requestID',
    UpdateExpression: 'SET #outcome = :outcome, #decision = :decision, correctedBy = :correctedBy',
    ExpressionAttributeNames: { '#outcome': 'outcome', '#decision': 'decision' },
    ExpressionAttributeValues: marshall({
      ':requestID': requestID,
      ':outcome': outcome,
      ':decision': decision,
      ':correctedBy': correctedBy,
    }),
  });
  try {
    await client.send(request);
    return true;
  } catch (error) {
    if (isConditionFailure(error)) return false;
    throw error;
  }
}

const LATE = '-late';

/** Returns the chunks of a refusal under a requestID of their own, so that they never mix with chunks of the judged record. */
export function lateChunksOf(record: AuditRecord): readonly string[] {
  const { requestID } = record;
  return chunksOf(record).map((chunk) => chunk.replace(requestID, `${requestID}${LATE}`));
}

export function isLate({ requestID }: Chunk): boolean {
  return requestID.endsWith(LATE);
}
