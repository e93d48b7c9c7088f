import { itemsOf } from '../audit/items.ts';
import type { Head } from '../audit/parts.ts';
import { furtherPeopleOf } from '../audit/person-entries.ts';
import { put } from '../audit/put.ts';
import { unpacked } from '../audit/readable.ts';
import type { Table } from '../dynamodb/table.ts';
import type { AuditRecord } from '../record/record.ts';
import type { Publish } from './bus.ts';
import { type Change, changeRecordOf, isCorrection, isExpiry } from './changes.ts';
import { hydrate } from './hydrate.ts';
import type { Pacer } from './pacer.ts';
import { driftOfRecord, type RecordDrift } from './record-drift.ts';
import { MAX_PEOPLE_AT_ONCE, SLICE_SIZE, type Slice, slicesOf } from './slices.ts';
import { writeEntries } from './write-entries.ts';

/** Services that derivation needs. */
export interface DerivationOptions {
  readonly table: Table;
  readonly pacer: Pacer;
  /** Sends slices to the queue. Without it, all entries are written at once. */
  readonly sendSlices?: ((slices: readonly Slice[]) => Promise<void>) | undefined;
  readonly publish?: Publish | undefined;
  /** Called for each part of a body that no known version of OpenIM sends. An item that is derived again is reported again. */
  readonly onDrift?: ((drift: RecordDrift) => void) | undefined;
}

/**
 * Derives all that follows from an item that was written: entries of people, an event, drift. Nothing follows from a test. Doing it
 * again changes nothing.
 */
export async function deriveItem(options: DerivationOptions, item: AuditRecord | Head): Promise<void> {
  if (item.test) return;
  const { table, pacer, sendSlices, publish, onDrift } = options;
  const record = await hydrate(table, item);
  const people = furtherPeopleOf(record).length;
  if (sendSlices && people > MAX_PEOPLE_AT_ONCE) await sendSlices(slicesOf(record.eventID, people));
  else await writeEntries(table, record, pacer);
  await publish?.(record);
  if (onDrift) driftOfRecord(record).forEach(onDrift);
}

/** Writes the entries of one slice. A record whose retention has ended has none. */
export async function deriveSlice({ table, pacer }: DerivationOptions, { eventID, from }: Slice): Promise<void> {
  const [item] = await itemsOf<AuditRecord | Head>(table, [eventID]);
  if (item) await writeEntries(table, await hydrate(table, item), pacer, { from, to: from + SLICE_SIZE });
}

/**
 * Records a change of an item that should never change.
 *
 * @returns true when an operator must check it
 */
export async function deriveChange({ table }: DerivationOptions, change: Change): Promise<boolean> {
  if (isExpiry(change)) return false;
  const { before, after } = change;
  const whole: Change = { ...change, before: { ...unpacked(before) }, after: after && { ...unpacked(after) } };
  await put(table, changeRecordOf(whole), new AbortController().signal);
  return !isCorrection(whole);
}
