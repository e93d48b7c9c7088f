import { createWriteStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { logTo } from '../../functions/callback/last-resort.ts';
import { createRuntime } from '../../functions/callback/runtime.ts';
import { startDynamoDB } from '../../infra/local/dynamodb.ts';
import { createRedeliver, loadFunctions } from '../../infra/local/functions.ts';
import { startQueue } from '../../infra/local/local-queue.ts';
import { startServer } from '../../infra/local/server.ts';
import { createAuditTable } from '../../infra/local/table-definitions.ts';
import { restore } from '../../infra/operator/audit/audit-restore.ts';
import { functionEnvironment } from '../support/environment.ts';
import { type Fault, type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';

/** Callbacks in flight at once. */
const CONCURRENCY = 50;

/** Every tenth callback comes twice. */
const REPEAT_EVERY = 10;

/** Faults of the table in the middle, one after another. */
const TROUBLE: readonly Fault[] = ['fails', 'resets', 'loses answers'];

const COMMAND = 'callbackAfterJoinGroupCommand';

export interface SoakResult {
  readonly sent: number;
  readonly repeats: number;
  /** Events that are not in the table exactly once, and repeats that are not kept and marked. */
  readonly wrong: readonly string[];
  /** Callbacks that no place took in time. They were restored from the log. */
  readonly logged: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly perSecond: number;
}

/** Sends events over HTTP to the local server while its table fails for a while, and counts what became of them. */
export async function soak(
  events: number,
  directory: string,
  onProgress: (done: number, what: string) => void,
): Promise<SoakResult> {
  const database = await startDynamoDB();
  const proxy = await startFaultProxy(database.endpoint);
  const queue = await startQueue(join(directory, 'queue'));
  const settings = { FALLBACK_QUEUE_URL: queue.url, WEBHOOK_TOKEN_HASHES: '', ALLOW_UNAUTHENTICATED: 'true' };
  const env = { ...functionEnvironment(proxy.endpoint), ...settings };
  const log = createWriteStream(join(directory, 'log'));
  const runtime = createRuntime(env, { lastResort: logTo(log) });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint: database.endpoint, region: 'local', credentials });
  const table = await createAuditTable(client);
  const functions = await loadFunctions(runtime);
  queue.deliverTo(createRedeliver(runtime));
  const server = await startServer({
    functions,
    host: '127.0.0.1',
    port: 0,
    tokenHashes: [],
    failureVerdict: 'refuse',
    onRejected: () => {},
  });

  const sends = Array.from({ length: events }, (_, event) =>
    event % REPEAT_EVERY === 0 ? [event, event] : [event],
  ).flat();
  const latencies: number[] = [];
  let logged = 0;
  let next = 0;
  const startedAt = performance.now();
  const worker = async () => {
    while (next < sends.length) {
      const at = next;
      next += 1;
      await trouble(at / sends.length, proxy);
      const from = performance.now();
      if (!(await send(server.port, sends[at] as number))) logged += 1;
      latencies.push(performance.now() - from);
      if (at % 5_000 === 4_999) onProgress(at + 1, 'sent');
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  const seconds = (performance.now() - startedAt) / 1_000;
  await proxy.mend();

  while ((await readdir(join(directory, 'queue'))).length > 0) {
    onProgress((await readdir(join(directory, 'queue'))).length, 'in the queue');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  await server.close();
  log.end();
  await finished(log);
  await restore(table, join(directory, 'log'));
  const wrong = await mistakes(client, table.name, events);
  await queue.close();
  await proxy.close();
  client.destroy();
  await database.close();
  const sorted = latencies.sort((a, b) => a - b);
  const quantile = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] as number;
  return {
    sent: sends.length,
    repeats: sends.length - events,
    wrong,
    logged,
    p50: quantile(0.5),
    p99: quantile(0.99),
    max: quantile(1),
    perSecond: sends.length / seconds,
  };
}

let current: Fault | undefined;

/** The middle fifth of the time is troubled. */
async function trouble(progress: number, proxy: FaultProxy): Promise<void> {
  const part = Math.floor(((progress - 0.4) / 0.2) * TROUBLE.length);
  const wanted = TROUBLE[part];
  if (wanted === current) return;
  current = wanted;
  if (wanted) await proxy.break(['PutItem'], wanted);
  else await proxy.mend();
}

async function send(port: number, event: number): Promise<boolean> {
  const body = { callbackCommand: COMMAND, groupID: `g${event % 100}`, inviterUserID: `u${event}`, joinSource: 3 };
  const response = await fetch(`http://127.0.0.1:${port}/${COMMAND}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Operationid: `op-${event}` },
    body: JSON.stringify(body),
  });
  return ((await response.json()) as { actionCode: number }).actionCode === 0;
}

async function mistakes(client: DynamoDBClient, TableName: string, events: number): Promise<string[]> {
  const firsts = new Map<string, number>();
  const repeats = new Map<string, number>();
  const count = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1);
  // The index, because a record that is in none of them is never shown.
  for await (const { Items = [] } of paginateScan({ client }, { TableName, IndexName: 'byOperation' })) {
    for (const item of Items.map((raw) => unmarshall(raw))) count(item.repeatOf ? repeats : firsts, item.operationID);
  }
  const wrong: string[] = [];
  for (let event = 0; event < events; event += 1) {
    const id = `op-${event}`;
    const wanted = event % REPEAT_EVERY === 0 ? 1 : 0;
    if (firsts.get(id) !== 1) wrong.push(`${id}: ${firsts.get(id) ?? 0} records`);
    if ((repeats.get(id) ?? 0) !== wanted) wrong.push(`${id}: ${repeats.get(id) ?? 0} repeats`);
  }
  return wrong;
}
