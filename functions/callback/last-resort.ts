import type { Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { chunksOf } from '../audit/transport.ts';
import type { AuditRecord } from '../record/record.ts';

/** Keeps a record that neither the table nor the queue has taken in time. The answer waits for it. */
export type LastResort = (record: AuditRecord) => Promise<void>;

/** Time that writing to the log may take. */
const LOG_TIMEOUT_MS = 500;

/**
 * Makes the log the last resort: records are logged in full, so that they can be restored. Resolves when the lines are written,
 * because Lambda freezes or ends a function once it has answered.
 */
export function logTo(log: Writable): LastResort {
  return async (record) => {
    const written = chunksOf(record).map(
      (chunk) => new Promise<void>((resolve) => log.write(`${chunk}\n`, () => resolve())),
    );
    await Promise.race([Promise.all(written), setTimeout(LOG_TIMEOUT_MS, undefined, { ref: false })]);
  };
}
