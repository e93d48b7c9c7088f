import { marshall } from '@aws-sdk/util-dynamodb';
import type { Table } from '../dynamodb/table.ts';
import type { AuditRecord } from '../record/record.ts';
import { itemsOf } from './items.ts';
import { putNew } from './put-new.ts';
import { type Chunk, recordIn } from './transport.ts';

/** Seconds for which the table keeps a piece of a record: as long as the queue keeps the others. */
const PIECE_LIFETIME = 14 * 24 * 60 * 60;

interface StoredPiece extends Chunk {
  readonly eventID: string;
  readonly expiresAt: number;
}

/**
 * The record of which these are some pieces, once all of its pieces have come: they come in any order, and to different functions,
 * so that the table keeps them until then. The last to come may be several at once, or come again.
 */
export async function collect(
  table: Table,
  pieces: readonly [Chunk, ...Chunk[]],
  signal: AbortSignal,
): Promise<AuditRecord | undefined> {
  const [first] = pieces;
  if (first.count === 1) return recordIn([first]);
  await Promise.all(pieces.map((piece) => keep(table, piece, signal)));
  const ids = Array.from({ length: first.count }, (_, index) => idOf(first, index + 1));
  const kept = await itemsOf(table, ids, signal, 'eventID');
  return kept.length === ids.length ? recordIn(await itemsOf<StoredPiece>(table, ids, signal)) : undefined;
}

async function keep(table: Table, piece: Chunk, signal: AbortSignal): Promise<void> {
  const expiresAt = Math.floor(Date.now() / 1_000) + PIECE_LIFETIME;
  const item: StoredPiece = { ...piece, eventID: idOf(piece, piece.place), expiresAt };
  await putNew(table, marshall(item), signal);
}

function idOf({ requestID }: Chunk, place: number): string {
  return `${requestID}#queued${place}`;
}
