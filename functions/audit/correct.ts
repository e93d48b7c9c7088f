import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { AuditRecord } from './record.ts';
import type { AuditTable } from './table.ts';

/**
 * Makes the record of what had been judged say what was answered instead. The table may have taken it without our knowing it, and
 * repeats may point to it by now, so it stays.
 *
 * @returns false when there is no such record: then this one has to be put
 */
export async function isCorrected({ client, name }: AuditTable, record: AuditRecord): Promise<boolean> {
  const { insteadOf, requestID, outcome, decision } = record;
  if (insteadOf === undefined) return false;
  const request = new UpdateItemCommand({
    TableName: name,
    Key: marshall({ eventID: insteadOf }),
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
