import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { chunksIn, recordIn } from '../../functions/audit/transport.ts';
import type { AuditRecord } from '../../functions/record/record.ts';
import { callbackLine } from '../../infra/local/callback-line.ts';
import { startQueue } from '../../infra/local/local-queue.ts';
import { routes } from '../../infra/routes.ts';
import { call, loadFunctions } from './call.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { emptyDirectory } from './processes.ts';
import { auditTable, everyRecord } from './table.ts';

/** The place that takes the records, because those before it fail. */
export type Place = 'table' | 'queue' | 'log';

export const DAY = '2026-03-04';

/** A receiver of which only one place takes records, and everything that it writes. */
export async function messageReceiver(place: Place, settings: Record<string, string> = {}) {
  const table = await auditTable();
  const directory = await emptyDirectory();
  const queue = await startQueue(directory);
  const toTable = await startFaultProxy(table.endpoint);
  const toQueue = await startFaultProxy(queue.url);
  onTestFinished(() => Promise.all([queue.close(), toTable.close(), toQueue.close()]).then(() => {}));
  if (place !== 'table') await toTable.break(['PutItem', 'TransactWriteItems', 'BatchWriteItem'], 'fails');
  if (place === 'log') await toQueue.break(['SendMessage'], 'fails');
  const FALLBACK_QUEUE_URL = toQueue.endpoint + new URL(queue.url).pathname;
  const lines: string[] = [];
  const functions = await loadFunctions(
    toTable.endpoint,
    { ...settings, FALLBACK_QUEUE_URL },
    { report: (handled) => lines.push(callbackLine(handled, new Date()), JSON.stringify(handled)) },
  );

  const records = async (): Promise<AuditRecord[]> => {
    const messages = (await readdir(directory)).map((name) => readFile(join(directory, name), 'utf8'));
    const stored = [...(await Promise.all(messages)), ...functions.log];
    return [...(await everyRecord(table)), ...stored.map((text) => recordIn(chunksIn(text)))].filter(
      (record) => record !== undefined,
    );
  };

  return {
    lines,
    records,
    send: (command: string, body: string | Buffer, requestID?: string) =>
      call(functions, routes.get(`/${command}`) ?? 'other-callback', {
        body,
        path: `/${command}`,
        pathParameters: { command },
        receivedAt: `${DAY}T05:06:07.089Z`,
        ...(requestID !== undefined && { requestID }),
      }),
    /** Writes that the table and the queue were asked for. */
    writes: () => [...toTable.asked(), ...toQueue.asked()].filter((operation) => /Put|Write|Send/.test(operation)),
  };
}
