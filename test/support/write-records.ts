import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Table } from '../../functions/dynamodb/table.ts';
import type { AuditRecord } from '../../functions/record/record.ts';

/** Maximum items of a BatchWriteItem, and batches at a time. */
const BATCH_SIZE = 25;
const CONCURRENCY = 4;

/** Writes many records as they are, some of them at once. A record of an eventID that is there replaces it. */
export async function writeRecords(
  { client, name }: Table,
  count: number,
  recordAt: (index: number) => AuditRecord,
): Promise<void> {
  let next = 0;
  const writer = async () => {
    while (next < count) {
      const from = next;
      next += BATCH_SIZE;
      const requests = Array.from({ length: Math.min(BATCH_SIZE, count - from) }, (_, index) => ({
        PutRequest: { Item: marshall(recordAt(from + index)) },
      }));
      await client.send(new BatchWriteItemCommand({ RequestItems: { [name]: requests } }));
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, writer));
}
