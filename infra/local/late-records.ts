import { setTimeout } from 'node:timers/promises';
import { lateChunksOf } from '../../functions/audit/superseded.ts';
import type { LastResort } from '../../functions/callback/last-resort.ts';
import type { AuditRecord } from '../../functions/record/record.ts';
import type { Queue } from './local-queue.ts';

/** Time that an answer waits for a record that no sink stored in time. It counts toward OpenIM's 5 s. */
const GRACE_MS = 200;

export interface LateRecords {
  readonly lastResort: LastResort;
  /** Resolves when every record is in the queue or in the log. */
  settled(): Promise<void>;
}

/**
 * Queues records that missed the deadline, because this process, unlike Lambda, continues after its answer. Records that
 * the queue rejects go to the log.
 *
 * @param onQueued called for each queued record
 */
export function queueLateRecords(
  queue: Pick<Queue, 'add'>,
  onQueued: (record: AuditRecord) => void,
  log: LastResort,
): LateRecords {
  const pending = new Set<Promise<void>>();
  const queueOrLog = async (record: AuditRecord) => {
    try {
      await queue.add(lateChunksOf(record));
      onQueued(record);
    } catch {
      await log(record);
    }
  };
  return {
    lastResort: async (record) => {
      const queued = queueOrLog(record).finally(() => pending.delete(queued));
      pending.add(queued);
      await Promise.race([queued, setTimeout(GRACE_MS, undefined, { ref: false })]);
    },
    settled: async () => {
      await Promise.all(pending);
    },
  };
}
