import type { Context } from 'aws-lambda';
import type { DerivationOptions } from '../../functions/derivation/derivation.ts';
import { createPacer } from '../../functions/derivation/pacer.ts';
import { createHandler } from '../../functions/derive.ts';
import type { Table } from '../../functions/dynamodb/table.ts';
import { insertsOf, isRecord } from './stream.ts';
import { everyItem } from './table.ts';

/** A pace that no test notices. */
const ENTRIES_PER_SECOND = 1_000_000;

/** Returns the function that derives, as Lambda calls it for the table's stream and for slices. */
export function createDerive(table: Table, options: Partial<DerivationOptions> = {}) {
  const pacer = createPacer(ENTRIES_PER_SECOND, () => performance.now());
  const notDerived: string[] = [];
  const derive = createHandler(
    { table, pacer, ...options },
    { reportNotDerived: (id) => notDerived.push(id), reportChanged: () => {} },
  );
  return { derive: (event: Parameters<typeof derive>[0]) => derive(event, {} as Context), notDerived };
}

/** Derives from all records of a table. */
export async function deriveAll(table: Table, options: Partial<DerivationOptions> = {}): Promise<void> {
  const { derive } = createDerive(table, options);
  for (const record of (await everyItem(table)).filter(isRecord)) {
    const { batchItemFailures } = await derive(insertsOf([record]));
    if (batchItemFailures.length > 0) throw new Error(`${record.eventID} was not derived`);
  }
}
