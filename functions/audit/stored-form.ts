import { marshall } from '@aws-sdk/util-dynamodb';
import type { AuditRecord } from '../record/record.ts';
import { BYTES_A_UNIT, type SizedItem, sized, unitsOf } from './item-size.ts';
import type { StoredItem } from './items.ts';
import { pack } from './pack.ts';
import type { StoredForm } from './packed-form.ts';

/** Maximum body of a record that may be stored as it is. Of a larger one, marshalling the event takes longer than packing. */
const MAX_PLAIN_BODY_BYTES = 4_096;

/** Maximum bytes of an item that is not packed in a cold start. */
const MAX_COLD_BYTES = 16 * BYTES_A_UNIT;

/** A chunk of the bundle, because a cold start rarely needs it. Importing it again takes longer than packing. */
let packing: Promise<typeof import('./packed-form.ts')> | undefined;

/** Tells whether a body is so large that its record is packed without comparing. */
export function isLarge(record: AuditRecord): boolean {
  return bodyLength(record) > MAX_PLAIN_BODY_BYTES;
}

function bodyLength({ body = '', bodyBytes }: AuditRecord): number {
  return bodyBytes?.length ?? Buffer.byteLength(body);
}

/**
 * Returns the items to write for a record: one as the record is, or packed if that takes fewer write units.
 *
 * @param isPacked packs the record in any case
 * @param isCold packs only a record of many units
 * @throws {UnmarshallableItem}
 */
export async function storedForm(record: AuditRecord, isPacked: boolean, isCold = false): Promise<StoredForm> {
  const { event, body, bodyBytes, ...rest } = record;
  const bare = sized(marshalled(rest));
  const maxBytes = isCold ? MAX_COLD_BYTES : BYTES_A_UNIT;
  const canBeSmall = !isPacked && bare.bytes + bodyLength(record) <= maxBytes;
  const plain = canBeSmall ? plainItem(record, bare) : undefined;
  if (plain && plain.bytes <= maxBytes) return { head: plain.item, parts: [] };
  packing ??= import('./packed-form.ts').catch((error) => {
    // A file that cannot be read now may be readable for the next record.
    packing = undefined;
    throw error;
  });
  const { packedForm } = await packing;
  const toPlain = isPacked ? undefined : () => plain ?? plainItem(record, bare);
  return packedForm(record, bare, toPlain, { pack, marshalled, unitsOf });
}

/** @param bare the item of the record without event and body */
function plainItem({ event, body, bodyBytes }: AuditRecord, bare: SizedItem): SizedItem {
  const { item, bytes } = sized(
    marshalled({ ...(event && { event }), ...(body !== undefined && { body }), ...(bodyBytes && { bodyBytes }) }),
  );
  return { item: { ...bare.item, ...item }, bytes: bare.bytes + bytes };
}

/** @throws {UnmarshallableItem} */
export function marshalled(item: object): StoredItem {
  try {
    return marshall(item, { allowImpreciseNumbers: true });
  } catch (error) {
    throw new UnmarshallableItem('the item cannot be marshalled', { cause: error });
  }
}

/** The item cannot be marshalled. */
export class UnmarshallableItem extends Error {
  override readonly name = 'UnmarshallableItem';
}
