import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { writeUnitsOf } from '../../../functions/audit/write-units.ts';
import { type CallbackName, catalogue } from '../../../functions/openim/catalogue.ts';
import { bodyOf } from '../../support/bodies.ts';
import { bundleOf } from '../../support/bundle.ts';
import { functionEnvironment } from '../../support/environment.ts';
import { startFaultProxy } from '../../support/fault-proxy.ts';
import { proxyEventOf } from '../../support/proxy-event.ts';
import { auditTable, everyItem } from '../../support/table.ts';

const CALLS = 20;
const RUNNER = join(import.meta.dirname, '../../support/cost-runner.mjs');

/** Budgets for one callback. */
const MAX_LINE_BYTES = 660;
const MAX_WRITE_UNITS = 5;

/** Sends callbacks to a function in a process of its own, and returns what they cost. */
async function costOf(name: CallbackName, settings: Record<string, string> = {}) {
  const table = await auditTable();
  const proxy = await startFaultProxy(table.endpoint);
  onTestFinished(() => proxy.close());
  const [path] = catalogue.find((callback) => callback.name === name)?.wireNames ?? [];
  const event = proxyEventOf({ path: `/${path}`, body: bodyOf(name) });
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [RUNNER, join(await bundleOf(name), 'index.mjs'), JSON.stringify(event), String(CALLS)],
    { env: { ...functionEnvironment(proxy.endpoint), ...settings } },
  );
  const lines = stdout.trim().split('\n');
  const made: { timers: number; signals: number } = JSON.parse(lines.at(-1)?.replace('MADE ', '') ?? '');
  return { made, lines: lines.slice(0, -1), items: await everyItem(table), requests: proxy.asked() };
}

const AFTER = catalogue.filter(({ timing }) => timing === 'after').map(({ name }) => name as CallbackName);

it.each(AFTER)('records %s with one request, one item, and at most one timer and one signal', async (name) => {
  const { made, items, requests } = await costOf(name);

  expect(made.timers).toBeLessThanOrEqual(CALLS);
  expect(made.signals).toBeLessThanOrEqual(CALLS);
  expect(requests).toEqual(Array.from({ length: 2 * CALLS }, () => 'PutItem'));
  expect(items).toHaveLength(2 * CALLS);
  for (const { table, indexes } of items.map(writeUnitsOf))
    expect(table + indexes).toBeLessThanOrEqual(MAX_WRITE_UNITS);
});

it('makes no more with a queue beside the table', async () => {
  const { made } = await costOf('after-join-group', { FALLBACK_QUEUE_URL: 'http://127.0.0.1:9/queue' });

  expect(made.timers).toBeLessThanOrEqual(CALLS);
  expect(made.signals).toBeLessThanOrEqual(CALLS);
});

it.each(AFTER)('writes one short line for %s, which has the log and the metrics', async (name) => {
  const { lines } = await costOf(name);

  expect(lines).toHaveLength(2 * CALLS);
  const [, ...later] = lines;
  for (const line of later) {
    expect(JSON.parse(line)).toMatchObject({ level: 'INFO', _aws: expect.any(Object), Callbacks: 1 });
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(MAX_LINE_BYTES);
  }
});
