import { itemsOf } from '../audit/items.ts';
import { type Head, type ItemPart, isHead, partIDs } from '../audit/parts.ts';
import { join, readable } from '../audit/readable.ts';
import type { Table } from '../dynamodb/table.ts';
import type { AuditRecord } from '../record/record.ts';

/** Returns the complete record of an item, unpacked. A damaged record says so in its reason. */
export async function hydrate(table: Table, item: AuditRecord | Head): Promise<AuditRecord> {
  return readable(isHead(item) ? join(item, await itemsOf<ItemPart>(table, partIDs(item))) : item);
}
