import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Table } from '../../functions/dynamodb/table.ts';
import { recordOf } from '../../functions/record/record.ts';

/** Maximum items of a BatchWriteItem, and batches at a time. */
const BATCH_SIZE = 25;
const CONCURRENCY = 4;

const KINDS = [
  { command: 'callbackAfterJoinGroupCommand', outcome: 'recorded' },
  { command: 'callbackAfterQuitGroupCommand', outcome: 'recorded' },
  { command: 'callbackBeforeSetGroupMemberInfoCommand', outcome: 'allowed' },
  { command: 'callbackBeforeSetGroupMemberInfoCommand', outcome: 'refused' },
] as const;

interface Times {
  /** Milliseconds since 1970 of the newest record. */
  readonly newestMs: number;
  readonly intervalMs: number;
}

/** Writes records of some callbacks of 100 groups, at even intervals. */
export async function writeManyRecords({ client, name }: Table, count: number, times: Times): Promise<void> {
  let next = 0;
  const writer = async () => {
    while (next < count) {
      const from = next;
      next += BATCH_SIZE;
      const requests = Array.from({ length: Math.min(BATCH_SIZE, count - from) }, (_, index) => ({
        PutRequest: { Item: marshall(recordAt(from + index, times), { removeUndefinedValues: true }) },
      }));
      await client.send(new BatchWriteItemCommand({ RequestItems: { [name]: requests } }));
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, writer));
}

/** @param index 0: the newest */
function recordAt(index: number, { newestMs, intervalMs }: Times) {
  const { command, outcome } = KINDS[index % KINDS.length] ?? KINDS[0];
  const event = { groupID: `g-${index % 100}`, userID: `u-${index % 1_000}`, nickName: `name ${index}` };
  const received = {
    requestID: `request-${index}`,
    receivedAt: new Date(newestMs - index * intervalMs).toISOString().replace('Z', '000Z'),
    sourceIP: '192.0.2.7',
    command,
    body: Buffer.from(JSON.stringify({ callbackCommand: command, ...event })),
  };
  return recordOf(received, { outcome, event, groupID: event.groupID, userID: event.userID });
}
