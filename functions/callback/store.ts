import { put } from '../audit/put.ts';
import { enqueue } from '../audit/queue.ts';
import type { AuditRecord } from '../audit/record.ts';
import { piecesOf } from '../audit/transport.ts';
import type { Deadline } from './deadline.ts';
import { environment } from './environment.ts';
import type { StoredIn } from './handled.ts';

export interface Stored {
  readonly storedIn: StoredIn;
  readonly isRepeat: boolean;
  /** Why it is not in the table. */
  readonly failure?: unknown;
}

/** Writes a record down, in the best place that takes it in time. It never throws: what can't be stored is logged whole. */
export async function store(record: AuditRecord, deadline: Deadline): Promise<Stored> {
  const { auditTable, fallbackQueue } = environment;
  try {
    return { storedIn: 'table', isRepeat: (await put(auditTable, record, deadline.table)) === 'repeat' };
  } catch (failure) {
    try {
      if (!fallbackQueue) throw failure;
      await enqueue(fallbackQueue, record, deadline.queue);
      return { storedIn: 'queue', isRepeat: false, failure };
    } catch (queueFailure) {
      for (const piece of piecesOf(record)) process.stderr.write(`${piece}\n`);
      return { storedIn: 'log', isRepeat: false, failure: queueFailure };
    }
  }
}
