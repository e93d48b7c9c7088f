import { readdir } from 'node:fs/promises';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createRedeliver } from '../../infra/local/functions.ts';
import { startQueue } from '../../infra/local/local-queue.ts';
import { bodyOf } from '../support/bodies.ts';
import { loadFunctions } from '../support/call.ts';
import { deliverBatch, relayed } from '../support/deliveries.ts';
import { FAULTS, type Fault, startFaultProxy } from '../support/fault-proxy.ts';
import { emptyDirectory, SOON } from '../support/processes.ts';
import { auditTable, everyRecord } from '../support/table.ts';

interface Row {
  readonly fault: string;
  readonly table: Fault;
  readonly queue?: Fault;
  /** Only every second line meets the fault. */
  readonly half?: boolean;
}

const rows: readonly Row[] = [
  ...FAULTS.map((table) => ({ fault: `table ${table}`, table })),
  ...FAULTS.filter((fault) => !fault.includes('good answers')).map((queue) => ({
    ...{ fault: `table fails, queue ${queue}`, table: 'fails' as const, queue },
  })),
  { fault: 'table throttles half of the lines', table: 'throttles', half: true },
  { fault: 'table throttles half of the lines, queue fails', table: 'throttles', queue: 'fails', half: true },
  { fault: 'table and queue hang', table: 'hangs', queue: 'hangs' },
];

it.each(rows)(
  'each line of a batch is recorded once or comes again while $fault',
  async ({ table: fault, queue: queueFault, half }) => {
    const table = await auditTable();
    const directory = await emptyDirectory();
    const queue = await startQueue(directory);
    const [toTable, toQueue] = await Promise.all([startFaultProxy(table.endpoint), startFaultProxy(queue.url)]);
    onTestFinished(() => Promise.all([queue.close(), toTable.close(), toQueue.close()]).then(() => {}));
    const functions = await loadFunctions(toTable.endpoint, {
      FALLBACK_QUEUE_URL: toQueue.endpoint + new URL(queue.url).pathname,
    });
    const requests = Array.from({ length: 8 }, (_, index) =>
      relayed(
        { ...bodyOf('after-join-group'), operationID: index % 2 === 0 ? 'even' : 'odd' },
        { sequence: index + 1 },
      ),
    );
    await toTable.break(['PutItem'], fault, half ? { text: '"odd"' } : {});
    if (queueFault) await toQueue.break(['SendMessage'], queueFault);

    const first = await deliverBatch(functions, requests, {}, { getRemainingTimeInMillis: () => 25_000 });
    const taken = new Set(first.results.map(({ id }) => id));
    expect(first.results.filter(({ status }) => status === 'never')).toEqual([]);
    if (half) for (const [index, { id }] of requests.entries()) if (index % 2 === 0) expect(taken).toContain(id);

    await toTable.mend();
    await toQueue.mend();
    const rest = requests.filter(({ id }) => !taken.has(id));
    const later = await loadFunctions(table.endpoint);
    if (rest.length > 0) expect((await deliverBatch(later, rest)).results).toHaveLength(rest.length);
    queue.deliverTo(createRedeliver(later.runtime));
    await vi.waitFor(async () => expect(await readdir(directory)).toEqual([]), SOON);

    const records = await everyRecord(table);
    expect(records.map(({ relay }) => relay?.id).sort()).toEqual(requests.map(({ id }) => id).sort());
    for (const { body, relay } of records)
      expect(body).toBe(requests.find(({ id }) => id === relay?.id)?.body.toString());
    expect(functions.log).toEqual([]);
  },
);
