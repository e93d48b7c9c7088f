import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { itemsOf } from './query.ts';
import type { AuditRecord } from './record.ts';
import type { AuditTable } from './table.ts';
import { type Piece, recordIn } from './transport.ts';

/** Seconds after which the table forgets the pieces of a record that has been put together. */
const PIECE_LIFETIME = 14 * 24 * 60 * 60;

interface StoredPiece extends Piece {
  readonly eventID: string;
  readonly expiresAt: number;
}

/**
 * The record of which this is a piece, once all of its pieces have come: they come in any order, and to different functions, so
 * that the table keeps them until then. The last to come may be several at once, or come again.
 */
export async function collect(
  table: AuditTable,
  piece: Piece,
  abortSignal: AbortSignal,
): Promise<AuditRecord | undefined> {
  if (piece.count === 1) return recordIn([piece]);
  const expiresAt = Math.floor(Date.now() / 1_000) + PIECE_LIFETIME;
  const item: StoredPiece = { ...piece, eventID: idOf(piece, piece.place), expiresAt };
  await table.client.send(new PutItemCommand({ TableName: table.name, Item: marshall(item) }), { abortSignal });
  const ids = Array.from({ length: piece.count }, (_, index) => idOf(piece, index + 1));
  const pieces = await itemsOf<StoredPiece>(table, ids, abortSignal);
  return pieces.length === piece.count ? recordIn(pieces) : undefined;
}

function idOf({ requestID }: Piece, place: number): string {
  return `${requestID}#queued${place}`;
}
