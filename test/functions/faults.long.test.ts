import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { FailureVerdict } from '../../functions/openim/answer.ts';
import { type CallbackName, catalogue } from '../../functions/openim/catalogue.ts';
import { ALL_GROUPS } from '../../functions/policy/stored-policy.ts';
import { putVersion } from '../../functions/policy/versions.ts';
import { addGatewayResponses } from '../../infra/constructs/gateway-responses.ts';
import { createRedeliver } from '../../infra/local/functions.ts';
import { startQueue } from '../../infra/local/local-queue.ts';
import { createPolicyTable } from '../../infra/local/table-definitions.ts';
import { restore } from '../../infra/operator/audit/audit-restore.ts';
import { bodyOf } from '../support/bodies.ts';
import { bundleOf, startBundle } from '../support/bundle.ts';
import { type LoadedFunctions, loadFunctions } from '../support/call.ts';
import { functionEnvironment } from '../support/environment.ts';
import { FAULTS, type Fault, startFaultProxy } from '../support/fault-proxy.ts';
import { decodeAsGo, verdictOf } from '../support/go.ts';
import { emptyDirectory } from '../support/processes.ts';
import { proxyEventOf } from '../support/proxy-event.ts';
import { settleAll } from '../support/settle.ts';
import { auditTable, everyItem, found } from '../support/table.ts';

const VERDICTS = ['refuse', 'allow'] as const;

const cells = catalogue.flatMap(({ name, timing }) =>
  VERDICTS.map((verdict) => ({ name, timing, isJudged: timing === 'before', verdict })),
);
/** Before a record counts as late. */
const soon = () => new Date('2026-03-04T05:06:09Z');

/** Time after which OpenIM gives up. Functions answer after at most 3.5 s, so that a busy machine keeps this limit. */
const OPENIM_TIMEOUT_MS = 5_000;
const POLICY = 'BatchGetItem';
const TABLE = 'PutItem';

interface Row {
  readonly fault: string;
  readonly table?: Fault;
  readonly queue?: Fault;
  readonly policy?: Fault;
}

/** A slow service is a service: nothing is lost, and nothing decided otherwise. A lost answer comes when it is asked for again. */
const stops = (fault: Fault | undefined) =>
  fault !== undefined && fault !== 'is slow' && fault !== 'loses good answers';

/** Only the audit table is written to on a condition, so that only there it matters which answer is lost. */
const QUEUE_FAULTS = FAULTS.filter((fault) => !fault.includes('good answers'));

/** The policy table is in the same service as the audit table: refusing is a row of its own. It is only read. */
const POLICY_FAULTS = QUEUE_FAULTS.filter((fault) => fault !== 'refuses' && fault !== 'writes, then hangs');

const rows: readonly Row[] = [
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

const printed: Record<string, Record<string, string>> = {};
afterAll(() => console.info(matrix()));

/** Starts a receiver whose table and queue can fail. */
async function receiver(row: Row) {
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
  };
  // Other functions than those under test, which so know nothing yet of the policy or the table.
  const healthy = await loadFunctions(table.endpoint, settings);
  for (const { name, operation, isRepeat } of EVENTS)
    if (isRepeat) await callOnce(healthy, name, operation, `first-${operation}`);
  const functions = new Map<string, LoadedFunctions>();
  for (const FAILURE_VERDICT of VERDICTS) {
    functions.set(FAILURE_VERDICT, await loadFunctions(toTable.endpoint, { ...settings, FAILURE_VERDICT }));
  }
  const redeliver = createRedeliver((functions.get('refuse') as LoadedFunctions).runtime, soon);
  const log = () => [...functions.values()].flatMap((loaded) => loaded.log);
  if (row.table) await toTable.break([TABLE], row.table);
  if (row.policy) await toTable.break([POLICY], row.policy);
  if (row.queue) await toQueue.break(['SendMessage'], row.queue);

  const recover = async () => {
    await toTable.mend();
    await toQueue.mend();
    queue.deliverTo(redeliver);
    await vi.waitFor(async () => expect(await readdir(directory)).toEqual([]), { timeout: 15_000 });
    await writeFile(join(directory, 'lost.log'), log().join(''));
    expect(await restore(table, join(directory, 'lost.log'), soon())).toMatchObject({ incomplete: [], refused: [] });
  };
  return { table, functions, log, recover };
}

/** Each callback comes once alone, and once as the repeat of one that was recorded before the fault. */
const EVENTS = cells.flatMap((cell) => {
  const operation = `${cell.name}-${cell.verdict}`;
  return [
    { ...cell, operation, isRepeat: false },
    { ...cell, operation: `${operation}-repeated`, isRepeat: true },
  ];
});

describe('whatever fails, OpenIM reads the verdict that is meant, in time, and each request is there once', () => {
  it.each(rows)('$fault', async (row) => {
    const { table, functions, log, recover } = await receiver(row);
    const isLost = stops(row.table) && stops(row.queue);
    const refused = new Set<string>();

    await settleAll(
      EVENTS.map(async ({ name, timing, isJudged, verdict, operation }) => {
        const startedAt = performance.now();
        const reply = await callOnce(functions.get(verdict) as LoadedFunctions, name, operation, `second-${operation}`);
        const milliseconds = performance.now() - startedAt;
        const failed = isLost || (isJudged && (stops(row.policy) || row.table === 'refuses'));
        const expected = timing === 'before' && failed && verdict === 'refuse' ? 'refuse' : 'go on';

        expect(verdictOf(reply), `${operation}: ${reply}`).toBe(expected);
        expect(decodeAsGo(reply).actionCode, operation).toBe(timing === 'after' && isLost ? 1 : 0);
        expect(milliseconds, operation).toBeLessThan(OPENIM_TIMEOUT_MS);
        printed[row.fault] = { ...printed[row.fault], [operation]: `${expected} ${milliseconds.toFixed(0)}` };
        if (expected === 'refuse') refused.add(`second-${operation}`);
      }),
    );
    expect(log().length > 0).toBe(isLost);

    await recover();
    for (const { name, operation, isRepeat } of EVENTS) {
      const records = await found(table, { index: 'byOperation', id: operation });
      const requests = records.map(({ requestID }) => requestID).sort();
      expect(requests).toEqual([...(isRepeat ? [`first-${operation}`] : []), `second-${operation}`]);
      for (const { requestID, repeatOf, body, decision } of records) {
        expect(decision?.verdict === 'refuse', requestID).toBe(refused.has(requestID));
        const first = repeatOf === undefined ? body : records.find(({ eventID }) => eventID === repeatOf)?.body;
        expect(first, requestID).toBe(JSON.stringify(bodyWith(name, operation)));
      }
    }
    expect((await everyItem(table)).length).toBe(EVENTS.length + cells.length);
  });
});

describe('a function that is killed leaves the answer to the gateway, which gives the verdict that is meant', () => {
  it.each([
    { moment: 'before its write', fault: 'hangs', isKept: false },
    { moment: 'after its write', fault: 'writes, then hangs', isKept: true },
  ] as const)('$moment', async ({ moment, fault, isKept }) => {
    const table = await auditTable();
    await putVersion(await createPolicyTable(table.client), ALL_GROUPS, {}, { changedAt: '2026-03-04T05:06:07.089Z' });
    const gatewayAnswers = { refuse: gatewayAnswer('refuse'), allow: gatewayAnswer('allow') };

    // One after another, because a function that gets no CPU would answer before it is killed.
    for (const { name, verdict } of cells) {
      const operation = `${name}-${verdict}`;
      const proxy = await startFaultProxy(table.endpoint);
      onTestFinished(() => proxy.close());
      await proxy.break([TABLE], fault);
      const settings = { POLICY_TABLE_NAME: 'openim-policy', FAILURE_VERDICT: verdict };
      const env = { ...functionEnvironment(proxy.endpoint), ...settings };
      const killed = await startBundle(await bundleOf(name), env);
      const records = () => found(table, { index: 'byOperation', id: operation });

      killed.send(eventOf(name, operation, operation));
      const isUnderWay = async () =>
        isKept ? expect(await records()).toHaveLength(1) : expect(proxy.asked()).toContain(TABLE);
      await vi.waitFor(isUnderWay, { timeout: 30_000, interval: 20 });
      await killed.kill();

      expect(killed.results(), operation).toEqual([]);
      const reply = gatewayAnswers[verdict];
      expect(verdictOf(reply), operation).toBe(verdict === 'refuse' ? 'refuse' : 'go on');
      const bodies = (await records()).map(({ body }) => body);
      // OpenIM does not send it again.
      expect(bodies, operation).toEqual(isKept ? [JSON.stringify(bodyWith(name, operation))] : []);
      const row = `function killed ${moment}`;
      printed[row] = { ...printed[row], [operation]: `${verdictOf(reply)}${isKept ? '' : ', lost'}` };
    }
  });
});

async function callOnce(functions: LoadedFunctions, name: CallbackName, operation: string, requestID: string) {
  const context = { getRemainingTimeInMillis: () => 5_000 } as Context;
  const result = await functions.get(name)?.(eventOf(name, operation, requestID), context);
  return result?.body ?? '';
}

function eventOf(name: CallbackName, operation: string, requestID: string): APIGatewayProxyEvent {
  const body = bodyWith(name, operation);
  const receivedAt = '2026-03-04T05:06:07.089Z';
  return proxyEventOf({ body, path: `/${body.callbackCommand}`, requestID, receivedAt });
}

function bodyWith(name: CallbackName, operationID: string) {
  return { ...bodyOf(name), operationID };
}

/** Returns the answer of API Gateway after a function ended without one, from the template of an API. */
function gatewayAnswer(failureVerdict: FailureVerdict): string {
  const stack = new Stack();
  const api = new RestApi(stack, 'Api');
  api.root.addMethod('POST');
  addGatewayResponses(api, failureVerdict);
  const responses = Template.fromStack(stack).findResources('AWS::ApiGateway::GatewayResponse', {
    Properties: { ResponseType: 'INTEGRATION_FAILURE' },
  });
  return Object.values(responses)[0]?.Properties.ResponseTemplates['application/json'];
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
