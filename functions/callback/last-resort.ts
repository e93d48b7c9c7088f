import { setTimeout } from 'node:timers/promises';
import type { AuditRecord } from '../audit/record.ts';
import { piecesOf } from '../audit/transport.ts';

/** Keeps a record that neither the table nor the queue has taken in time. The answer waits for it. */
export type LastResort = (record: AuditRecord) => Promise<void>;

/** Milliseconds that writing to the log may take. */
const LOG_TIMEOUT = 500;

/** The log, unless the process has set another. */
export let lastResort: LastResort = logWhole;

/** Sets another last resort, for a process that goes on after its answers. Lambda freezes a function instead. */
export function setLastResort(resort: LastResort): void {
  lastResort = resort;
}

/**
 * Logs a record whole, so that it can be restored. Resolves when the log line is written: once it has answered, a function is frozen
 * or ended, whatever is still on its way.
 */
export async function logWhole(record: AuditRecord): Promise<void> {
  const written = piecesOf(record).map(
    (piece) => new Promise<void>((resolve) => process.stderr.write(`${piece}\n`, () => resolve())),
  );
  await Promise.race([Promise.all(written), setTimeout(LOG_TIMEOUT, undefined, { ref: false })]);
}
