import { marshall } from '@aws-sdk/util-dynamodb';
import type { Table } from '../dynamodb/table.ts';
import type { AuditRecord } from '../record/record.ts';
import { itemsOf } from './items.ts';
import { putNew } from './put-new.ts';
import { type Chunk, recordIn } from './transport.ts';

/** Lifetime of a chunk in the table. The queue keeps the other chunks equally long. */
const CHUNK_LIFETIME_S = 14 * 24 * 60 * 60;

interface StoredChunk extends Chunk {
  readonly eventID: string;
  readonly expiresAt: number;
}

/**
 * Returns the record once all its chunks have arrived, else undefined.
 *
 * The table keeps chunks until then, because they arrive in any order and at different instances. Any chunk may arrive
 * more than once.
 */
export async function collect(
  table: Table,
  chunks: readonly [Chunk, ...Chunk[]],
  signal: AbortSignal,
): Promise<AuditRecord | undefined> {
  const [first] = chunks;
  if (first.count === 1) return recordIn([first]);
  await Promise.all(chunks.map((chunk) => putChunk(table, chunk, signal)));
  const ids = Array.from({ length: first.count }, (_, index) => idOf(first, index + 1));
  const stored = await itemsOf(table, ids, signal, 'eventID');
  return stored.length === ids.length ? recordIn(await itemsOf<StoredChunk>(table, ids, signal)) : undefined;
}

async function putChunk(table: Table, chunk: Chunk, signal: AbortSignal): Promise<void> {
  const expiresAt = Math.floor(Date.now() / 1_000) + CHUNK_LIFETIME_S;
  const item: StoredChunk = { ...chunk, eventID: idOf(chunk, chunk.place), expiresAt };
  await putNew(table, marshall(item), signal);
}

function idOf({ requestID }: Chunk, place: number): string {
  return `${requestID}#queued${place}`;
}
