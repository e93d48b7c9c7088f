import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Table } from '../dynamodb/table.ts';
import { repeatID } from '../record/event-id.ts';
import type { AuditRecord } from '../record/record.ts';

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
