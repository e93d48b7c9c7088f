import type { AuditRecord } from '../record/record.ts';
import type { SizedItem, unitsOf } from './item-size.ts';
import type { StoredItem } from './items.ts';
import type { pack } from './pack.ts';
import { digestOf, type Head, type ItemPart, partIDs } from './parts.ts';

/** Items to write for a record. */
export interface StoredForm {
  readonly head: StoredItem;
  /** To be written before the head. Until then, readers do not see the record, because only the head is in the indexes. */
  readonly parts: readonly StoredItem[];
}

/** Functions that every bundle has. Importing them here would make them a file of their own, which each cold start reads. */
interface Tools {
  readonly pack: typeof pack;
  readonly marshalled: (item: object) => StoredItem;
  readonly unitsOf: typeof unitsOf;
}

/** DynamoDB limits an item to 400 kB. The rest is for differences between its count and ours. */
const MAX_ITEM_BYTES = 396 * 1_024;

/** Leaves room for the keys of the part in an item of 400 kB. */
const MAX_PART_BYTES = 380 * 1_024;

/**
 * Packs event and body of a record into one attribute of its item, or into parts if that is too large.
 *
 * @param bare the item of the record without event and body
 * @param toPlain makes the item of the unpacked record, which is returned unless packing saves write units; without it, the record is packed
 */
export function packedForm(
  { event, body, bodyBytes, ...rest }: AuditRecord,
  bare: SizedItem,
  toPlain: (() => SizedItem) | undefined,
  { pack, marshalled, unitsOf }: Tools,
): StoredForm {
  const packed = pack({ event, body, bodyBytes });
  const head: StoredItem = { ...bare.item, packed: { B: packed } };
  const bytes = bare.bytes + 'packed'.length + packed.length;
  const plain = unitsOf(bytes) > 1 ? toPlain?.() : undefined;
  if (plain && plain.bytes <= MAX_ITEM_BYTES && unitsOf(plain.bytes) <= unitsOf(bytes))
    return { head: plain.item, parts: [] };
  return bytes <= MAX_ITEM_BYTES ? { head, parts: [] } : inParts(rest, packed, marshalled);
}

function inParts(rest: Head, packed: Buffer, marshalled: Tools['marshalled']): StoredForm {
  const digest = digestOf(packed);
  const head: Head = { ...rest, parts: Math.ceil(packed.length / MAX_PART_BYTES), digest };
  const parts = partIDs(head).map(
    (eventID, index): ItemPart => ({
      eventID,
      partOf: rest.eventID,
      bytes: packed.subarray(index * MAX_PART_BYTES, (index + 1) * MAX_PART_BYTES),
      digest,
      ...(rest.expiresAt !== undefined && { expiresAt: rest.expiresAt }),
    }),
  );
  return { head: marshalled(head), parts: parts.map(marshalled) };
}
