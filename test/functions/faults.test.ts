import { readdir } from 'node:fs/promises';
import type { Context } from 'aws-lambda';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { put } from '../../functions/audit/put.ts';
import { piecesIn, recordIn } from '../../functions/audit/transport.ts';
import { type CallbackName, catalogue } from '../../functions/openim/catalogue.ts';
import { ALL_GROUPS } from '../../functions/policy/table.ts';
import { putVersion } from '../../functions/policy/versions.ts';
import { type Functions, loadRedeliver } from '../../infra/local/functions.ts';
import { startQueue } from '../../infra/local/queue.ts';
import { createPolicyTable } from '../../infra/local/tables.ts';
import { bodyOf } from '../support/bodies.ts';
import { IN_TIME, loadFunctions } from '../support/call.ts';
import { FAULTS, type Fault, startFaultyWay } from '../support/faulty-way.ts';
import { decodeAsGo, verdictOf } from '../support/go.ts';
import { emptyDirectory } from '../support/processes.ts';
import { AUTHENTICATED, proxyEventOf } from '../support/proxy-event.ts';
import { auditTable, everyItem, found } from '../support/table.ts';

const VERDICTS = ['refuse', 'allow'] as const;
const POLICY = 'BatchGetItem';
const TABLE = 'PutItem';

interface Row {
  readonly fault: string;
  readonly table?: Fault;
  readonly queue?: Fault;
  readonly policy?: Fault;
}

/** A slow service is a service: nothing is lost, and nothing decided otherwise. */
const stops = (fault: Fault | undefined) => fault !== undefined && fault !== 'is slow';

const rows: readonly Row[] = [
  ...FAULTS.map((table) => ({ fault: `table ${table}`, table })),
  ...FAULTS.map((queue) => ({ fault: `table fails, queue ${queue}`, table: 'fails' as const, queue })),
  ...FAULTS.filter((fault) => fault !== 'refuses').map((policy) => ({ fault: `policy ${policy}`, policy })),
  { fault: 'table and policy refuse', table: 'refuses', policy: 'refuses' },
  { fault: 'table and queue hang', table: 'hangs', queue: 'hangs' },
  { fault: 'table and policy hang', table: 'hangs', policy: 'hangs' },
  { fault: 'table loses answers, queue resets', table: 'loses answers', queue: 'resets' },
  { fault: 'everything hangs', table: 'hangs', queue: 'hangs', policy: 'hangs' },
];

const printed: Record<string, Record<string, string>> = {};
afterAll(() => console.info(matrix()));

/** Everything that a receiver needs, with ways to it that can be broken. */
async function receiver(row: Row) {
  const table = await auditTable();
  await putVersion(await createPolicyTable(table.client), ALL_GROUPS, {}, '2026-03-04T05:06:07.089Z');
  const directory = await emptyDirectory();
  const queue = await startQueue(directory);
  onTestFinished(() => queue.close());
  const toTable = await startFaultyWay(table.endpoint);
  const toQueue = await startFaultyWay(queue.url);
  onTestFinished(() => Promise.all([toTable.close(), toQueue.close()]).then(() => {}));
  const settings = { POLICY_TABLE_NAME: 'openim-policy', FALLBACK_QUEUE_URL: `${toQueue.endpoint}/local/fallback` };
  const functions = new Map<string, Functions>();
  for (const FAILURE_VERDICT of VERDICTS) {
    functions.set(FAILURE_VERDICT, await loadFunctions(toTable.endpoint, { ...settings, FAILURE_VERDICT }));
  }
  const redeliver = await loadRedeliver();
  if (row.table) await toTable.break([TABLE], row.table);
  if (row.policy) await toTable.break([POLICY], row.policy);
  if (row.queue) await toQueue.break(['SendMessage'], row.queue);

  const recover = async (log: readonly string[]) => {
    await toTable.mend();
    await toQueue.mend();
    queue.deliverTo(redeliver);
    await vi.waitFor(async () => expect(await readdir(directory)).toEqual([]), { timeout: 15_000 });
    for (const line of log) {
      for (const piece of piecesIn(line)) await put(table, recordIn([piece]), new AbortController().signal);
    }
  };
  return { table, functions, recover };
}

describe('whatever fails, OpenIM reads the verdict that is meant, in time, and the event is there once', () => {
  it.each(rows)('$fault', { timeout: 40_000 }, async (row) => {
    const { table, functions, recover } = await receiver(row);
    const log: string[] = [];
    const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((line) => log.push(String(line)) > 0);
    onTestFinished(() => stderr.mockRestore());
    const isLost = stops(row.table) && stops(row.queue);

    const cells = catalogue.flatMap(({ name, timing }) => VERDICTS.map((verdict) => ({ name, timing, verdict })));
    await Promise.all(
      cells.map(async ({ name, timing, verdict }) => {
        const operation = `${name}-${verdict}`;
        const startedAt = performance.now();
        const reply = await callOnce(functions.get(verdict) as Functions, name, operation);
        const milliseconds = performance.now() - startedAt;
        const isJudged = timing === 'before' && (stops(row.policy) || row.table === 'refuses');
        const failed = isLost || isJudged;
        const expected = timing === 'before' && failed && verdict === 'refuse' ? 'refuse' : 'go on';

        expect(verdictOf(reply), `${operation}: ${reply}`).toBe(expected);
        expect(decodeAsGo(reply).actionCode, operation).toBe(timing === 'after' && isLost ? 1 : 0);
        expect(milliseconds, operation).toBeLessThan(IN_TIME);
        printed[row.fault] = { ...printed[row.fault], [operation]: `${expected} ${milliseconds.toFixed(0)}` };
      }),
    );
    expect(log.length > 0).toBe(isLost);

    await recover(log);
    for (const { name, verdict } of cells) {
      const operation = `${name}-${verdict}`;
      const records = await found(table, { index: 'byOperation', id: operation });
      expect(
        records.map(({ body }) => body),
        operation,
      ).toEqual([JSON.stringify(bodyOf(name))]);
      const isRefused = printed[row.fault]?.[operation]?.startsWith('refuse');
      expect(records[0]?.decision?.verdict === 'refuse', operation).toBe(isRefused);
    }
    expect((await everyItem(table)).length).toBe(cells.length);
  });
});

async function callOnce(functions: Functions, name: CallbackName, operation: string): Promise<string> {
  const headers = { ...AUTHENTICATED, Operationid: operation };
  const event = proxyEventOf({ body: bodyOf(name), headers, path: `/${bodyOf(name).callbackCommand}` });
  const result = await functions.get(name)?.(event, { getRemainingTimeInMillis: () => 5_000 } as Context);
  return result?.body ?? '';
}

/** The matrix as text: what was answered, and after how many milliseconds. */
function matrix(): string {
  const columns = catalogue.flatMap(({ name }) => VERDICTS.map((verdict) => `${name}-${verdict}`));
  const lines = Object.entries(printed).map(([fault, cells]) =>
    [fault.padEnd(36), ...columns.map((column) => (cells[column] ?? '').padStart(12))].join(' '),
  );
  const head = [
    ''.padEnd(36),
    ...columns.map((column) =>
      column
        .replace(/^(after|before)-(set-)?/, '')
        .slice(-12)
        .padStart(12),
    ),
  ];
  return [head.join(' '), ...lines].join('\n');
}
