import type { Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { chunksOf } from '../audit/transport.ts';
import type { AuditRecord } from '../record/record.ts';

/** Keeps a record that neither table nor queue stored in time. The answer waits for it. */
export type LastResort = (record: AuditRecord) => Promise<void>;

/** The answer does not wait longer for the log. */
const LOG_TIMEOUT_MS = 500;

/**
 * Returns a last resort that logs records completely, so that they can be restored. It resolves when the lines are
 * written, because Lambda freezes a function after its answer.
 */
export function logTo(log: Writable): LastResort {
  return async (record) => {
    const written = chunksOf(record).map(
      (chunk) => new Promise<void>((resolve) => log.write(`${chunk}\n`, () => resolve())),
    );
    await Promise.race([Promise.all(written), setTimeout(LOG_TIMEOUT_MS, undefined, { ref: false })]);
  };
}
