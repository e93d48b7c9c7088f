import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, vi } from 'vitest';
import { type CallbackName, catalogue } from '../../functions/openim/catalogue.ts';
import { ALL_GROUPS } from '../../functions/policy/stored-policy.ts';
import { putVersion } from '../../functions/policy/versions.ts';
import { createRedeliver } from '../../infra/local/functions.ts';
import { startQueue } from '../../infra/local/local-queue.ts';
import { createPolicyTable } from '../../infra/local/table-definitions.ts';
import { restore } from '../../infra/operator/audit/audit-restore.ts';
import { bodyOf } from './bodies.ts';
import { type LoadedFunctions, loadFunctions } from './call.ts';
import { FAULTS, type Fault, startFaultProxy } from './fault-proxy.ts';
import { emptyDirectory } from './processes.ts';
import { auditTable, type TestTable } from './table.ts';

/** A row of the matrix: what fails, and how. */
export interface FaultRow {
  readonly fault: string;
  readonly table?: Fault;
  readonly queue?: Fault;
  readonly policy?: Fault;
}

export const VERDICTS = ['refuse', 'allow'] as const;

/** A column of the matrix: a callback at a receiver with one of the failure verdicts. */
export const CELLS = catalogue.flatMap(({ name, timing }) =>
  VERDICTS.map((verdict) => ({ name, timing, isJudged: timing === 'before', verdict })),
);

const POLICY = 'BatchGetItem';
export const TABLE = 'PutItem';

/** Only the audit table is written to on a condition, so that only there it matters which answer is lost. */
const QUEUE_FAULTS = FAULTS.filter((fault) => !fault.includes('good answers'));

/** The policy table is in the same service as the audit table: refusing is a row of its own. It is only read. */
const POLICY_FAULTS = QUEUE_FAULTS.filter((fault) => fault !== 'refuses' && fault !== 'writes, then hangs');

export const FAULT_ROWS: readonly FaultRow[] = [
  ...FAULTS.map((table) => ({ fault: `table ${table}`, table })),
  ...QUEUE_FAULTS.map((queue) => ({ fault: `table fails, queue ${queue}`, table: 'fails' as const, queue })),
  ...POLICY_FAULTS.map((policy) => ({ fault: `policy ${policy}`, policy })),
  { fault: 'table and policy refuse', table: 'refuses', policy: 'refuses' },
  { fault: 'table and queue hang', table: 'hangs', queue: 'hangs' },
  { fault: 'table and policy hang', table: 'hangs', policy: 'hangs' },
  { fault: 'table loses answers, queue resets', table: 'loses answers', queue: 'resets' },
  { fault: 'table loses good answers, queue resets', table: 'loses good answers', queue: 'resets' },
  { fault: 'everything hangs', table: 'hangs', queue: 'hangs', policy: 'hangs' },
];

/** A slow service is a service: nothing is lost, and nothing decided otherwise. A lost answer comes when it is asked for again. */
const stops = (fault: Fault | undefined) =>
  fault !== undefined && fault !== 'is slow' && fault !== 'loses good answers';

/** Tells whether neither the table nor the queue stores anything that the receiver learns of. */
export function isLost({ table, queue }: FaultRow): boolean {
  return stops(table) && stops(queue);
}

/** Returns what OpenIM is meant to do with the answer to a callback. */
export function meantVerdict(row: FaultRow, { timing, isJudged, verdict }: (typeof CELLS)[number]): 'refuse' | 'go on' {
  const failed = isLost(row) || (isJudged && (stops(row.policy) || row.table === 'refuses'));
  return timing === 'before' && failed && verdict === 'refuse' ? 'refuse' : 'go on';
}

interface Options {
  readonly settings?: Record<string, string>;
  /** Returns the time of recording. */
  readonly clock: () => Date;
  /** Calls functions before anything fails. They are others than those under test, which so know nothing of the policy or the table. */
  readonly prepare?: (healthy: LoadedFunctions) => Promise<void>;
}

export interface FaultyReceiver {
  readonly table: TestTable;
  /** Functions by their failure verdict. */
  readonly functions: ReadonlyMap<string, LoadedFunctions>;
  /** Lines of the last resort. */
  log(): string[];
  /**
   * Ends the faults, and has recorded what waits in the queue or stands in the log.
   *
   * @param deliver has recorded what waits elsewhere, once nothing fails any more
   */
  recover(deliver?: () => Promise<void>): Promise<void>;
}

/** Starts a receiver whose table and queue fail as a row says. It ends with the test. */
export async function startFaultyReceiver(
  row: FaultRow,
  { settings: own = {}, clock, prepare }: Options,
): Promise<FaultyReceiver> {
  const table = await auditTable();
  await putVersion(await createPolicyTable(table.client), ALL_GROUPS, {}, { changedAt: '2026-03-04T05:06:07.089Z' });
  const directory = await emptyDirectory();
  const queue = await startQueue(directory);
  onTestFinished(() => queue.close());
  const toTable = await startFaultProxy(table.endpoint);
  const toQueue = await startFaultProxy(queue.url);
  onTestFinished(() => Promise.all([toTable.close(), toQueue.close()]).then(() => {}));
  const settings = {
    POLICY_TABLE_NAME: 'openim-policy',
    FALLBACK_QUEUE_URL: toQueue.endpoint + new URL(queue.url).pathname,
    ...own,
  };
  await prepare?.(await loadFunctions(table.endpoint, settings));
  const functions = new Map<string, LoadedFunctions>();
  for (const FAILURE_VERDICT of VERDICTS) {
    functions.set(FAILURE_VERDICT, await loadFunctions(toTable.endpoint, { ...settings, FAILURE_VERDICT }));
  }
  const redeliver = createRedeliver((functions.get('refuse') as LoadedFunctions).runtime, clock);
  const log = () => [...functions.values()].flatMap((loaded) => loaded.log);
  if (row.table) await toTable.break([TABLE], row.table);
  if (row.policy) await toTable.break([POLICY], row.policy);
  if (row.queue) await toQueue.break(['SendMessage'], row.queue);

  const recover = async (deliver = async () => {}) => {
    await toTable.mend();
    await toQueue.mend();
    queue.deliverTo(redeliver);
    await deliver();
    await vi.waitFor(async () => expect(await readdir(directory)).toEqual([]), { timeout: 30_000 });
    await writeFile(join(directory, 'lost.log'), log().join(''));
    expect(await restore(table, join(directory, 'lost.log'), clock())).toMatchObject({ incomplete: [], refused: [] });
  };
  return { table, functions, log, recover };
}

/** Returns the body of a callback, with an operation of its own. */
export function bodyWith(name: CallbackName, operationID: string) {
  return { ...bodyOf(name), operationID };
}
