import { createEnqueue } from '../audit/queue.ts';
import type { Environment } from '../aws/environment.ts';
import { createRequestHandler } from '../aws/request-handler.ts';
import { Timeouts } from '../aws/timeouts.ts';
import { functionClientFor } from '../dynamodb/function-client.ts';
import type { Table, TableClient } from '../dynamodb/table.ts';
import type { PolicyCache } from '../policy/cache.ts';
import type { Report } from './callback-outcome.ts';
import { parseSettings, type Settings } from './function-settings.ts';
import { type LastResort, logTo } from './last-resort.ts';
import { createReceiptTimes, type ReceiptTimeOf } from './receipt-time.ts';
import { createWriter, type WriteRecord } from './writer.ts';

/** The policy table, and the cache that the first judging function of the process makes for all of them. */
export interface PolicySource {
  readonly table: Table;
  cache?: PolicyCache;
}

/** Settings and clients that the functions of one process share. */
export interface Runtime {
  readonly settings: Settings;
  readonly auditTable: Table;
  /** Undefined for a function that does not judge. */
  readonly policySource: PolicySource | undefined;
  readonly timeouts: Timeouts;
  /** Writes a record to the table or the queue. */
  readonly store: WriteRecord;
  readonly lastResort: LastResort;
  readonly report: Report;
  /** Returns milliseconds of a monotonic clock. */
  readonly now: () => number;
  /** Numbers the requests of one millisecond over all functions of the process. */
  readonly receiptTimeOf: ReceiptTimeOf;
}

/** Parts of a runtime that do not come from the environment. */
export interface RuntimeOptions {
  /** Client of both tables. By default the functions' own, with keys and endpoint from the environment. */
  readonly client?: TableClient;
  readonly report?: Report;
  readonly lastResort?: LastResort;
  readonly now?: () => number;
  readonly receiptTimeOf?: ReceiptTimeOf;
}

/**
 * Creates the runtime from environment variables.
 *
 * @throws {Error} naming each invalid variable
 */
export function createRuntime(env: Environment, options: RuntimeOptions = {}): Runtime {
  const settings = parseSettings(env);
  const timeouts = new Timeouts();
  const requestHandler = createRequestHandler(timeouts);
  const { report = () => {}, lastResort = logTo(process.stderr), now = () => performance.now() } = options;
  const { receiptTimeOf = createReceiptTimes(), client = functionClientFor(env, requestHandler) } = options;
  const { auditTableName, policyTableName, fallbackQueueURL } = settings;
  const auditTable = { client, name: auditTableName };
  const enqueue = fallbackQueueURL === undefined ? undefined : createEnqueue(env, fallbackQueueURL, requestHandler);
  return {
    settings,
    auditTable,
    policySource: policyTableName === undefined ? undefined : { table: { client, name: policyTableName } },
    timeouts,
    store: createWriter(auditTable, enqueue, now),
    lastResort,
    report,
    now,
    receiptTimeOf,
  };
}
