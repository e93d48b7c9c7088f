import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { expect, it, onTestFinished, vi } from 'vitest';
import { type CallbackName, catalogue } from '../../functions/openim/catalogue.ts';
import { type RelayedRequest, toBatchLine } from '../../functions/openim/relay-protocol.ts';
import { lookAlikes } from '../../functions/policy/text/folds/look-alikes.ts';
import { traditional } from '../../functions/policy/text/folds/traditional.ts';
import { startQueue } from '../../infra/local/local-queue.ts';
import { type FunctionName, routes } from '../../infra/routes.ts';
import { bodyOf } from '../support/bodies.ts';
import { startBundle } from '../support/bundle.ts';
import { loadFunctions } from '../support/call.ts';
import { AS_RELAY, NOW, relayed } from '../support/deliveries.ts';
import { functionEnvironment } from '../support/environment.ts';
import { startFaultProxy } from '../support/fault-proxy.ts';
import { emptyDirectory, SOON } from '../support/processes.ts';
import { AUTHENTICATED, proxyEventOf, sha256, TOKEN } from '../support/proxy-event.ts';
import { auditTable, everyItem } from '../support/table.ts';
import { functionName, resourcesOf, synthesise } from '../support/template.ts';

/**
 * Budgets of bundles, which are most of what a cold start loads. Judging takes the policy's rules, and beside them their tables.
 *
 * OpenIM does not wait for a cold start of `derive`, which needs more clients of the SDK and the fields of all versions, of `redeliver`, or
 * of `batch`, which reads the protocol of a relay.
 */
const BUDGET_BYTES = {
  recording: 106_000,
  judging: 156_000,
  deriving: 298_000,
  redelivering: 72_000,
  batching: 112_000,
};

/** All callbacks together are in the bundle of the old address style, which judges, too. */
const ALL_CALLBACKS_BYTES = 7_000;

/** The tables by which evasions are found, as the bundles have them. */
const TABLE_BYTES = Buffer.byteLength(JSON.stringify(lookAlikes) + JSON.stringify(traditional));

const { template, directory } = await synthesise();
const all = Object.entries(resourcesOf(template, 'AWS::Lambda::Function')).map(([id, { Properties }]) => ({
  name: functionName(template, id) as FunctionName,
  folder: join(directory, `asset.${Properties.Code.S3Key.replace('.zip', '')}`),
  budgetBytes: budgetOf(functionName(template, id), Properties.Environment.Variables),
}));

function budgetOf(name: string, variables: Record<string, unknown>): number {
  if (name === 'batch') return BUDGET_BYTES.batching;
  if (name === 'redeliver') return BUDGET_BYTES.redelivering;
  if ('SLICE_QUEUE_URL' in variables) return BUDGET_BYTES.deriving;
  if (!('POLICY_TABLE_NAME' in variables)) return BUDGET_BYTES.recording;
  return BUDGET_BYTES.judging + TABLE_BYTES + (name === 'by-query-command' ? ALL_CALLBACKS_BYTES : 0);
}

/** Those that take callbacks. */
const bundles = all.filter(({ name }) => [...routes.values()].includes(name));

function isInCatalogue(name: FunctionName): name is CallbackName {
  return catalogue.some((callback) => callback.name === name);
}

/** One event of each kind that a route can be sent. */
function eventsOf(path: string, name: FunctionName): APIGatewayProxyEvent[] {
  if (name === 'batch') return batchEvents(path);
  const body: Record<string, unknown> & { callbackCommand: string } = isInCatalogue(name)
    ? bodyOf(name)
    : name === 'by-query-command'
      ? bodyOf('before-set-group-member-info')
      : { callbackCommand: 'callbackAfterSomethingElseCommand', groupID: 'g-1', userID: 'u-1' };
  const query = name === 'by-query-command' ? { query: { command: body.callbackCommand } } : {};
  const parameters = name === 'other-callback' ? { pathParameters: { command: body.callbackCommand } } : {};
  const call = { path, receivedAt: '2026-03-04T05:06:07.089Z', ...query, ...parameters };
  return [
    proxyEventOf({ ...call, body, requestID: 'r-1', headers: { ...AUTHENTICATED, Operationid: 'op-1' } }),
    proxyEventOf({ ...call, body: Buffer.from(JSON.stringify({ ...body, ex: '你好' })), requestID: 'r-2' }),
    proxyEventOf({ ...call, body: { ...body, groupID: 7 }, requestID: 'r-3' }),
    proxyEventOf({ ...call, body: 'hello', requestID: 'r-4' }),
    proxyEventOf({ ...call, body: { ...body, ex: randomBytes(450_000).toString('base64') }, requestID: 'r-5' }),
    proxyEventOf({ ...call, body, requestID: 'r-6', headers: {} }),
  ];
}

/** A batch of six callbacks, the same once more, an invalid line, and one of a stranger. */
function batchEvents(path: string): APIGatewayProxyEvent[] {
  const bodies = [
    bodyOf('after-join-group'),
    { ...bodyOf('after-join-group'), groupID: 7 },
    bodyOf('after-dismiss-group'),
  ];
  const requests = bodies.map((body, index) => relayed(body, { id: `0198c0de-0000-7000-8000-00000000000${index}` }));
  const [first] = requests as [RelayedRequest];
  const lines = [
    ...requests,
    { ...first, id: '0198c0de-0000-7000-8000-000000000003', body: Buffer.from([0xff]) },
    { ...first, id: '0198c0de-0000-7000-8000-000000000004', path: '/callbackAfterSomethingElseCommand' },
    { ...first, id: '0198c0de-0000-7000-8000-000000000005', path: '/?command=callbackAfterJoinGroupCommand' },
  ].map(toBatchLine);
  const call = { path, body: lines.join('\n'), requestID: 'r-1', receivedAt: NOW };
  return [
    proxyEventOf({ ...call, headers: AS_RELAY }),
    proxyEventOf({ ...call, requestID: 'r-2', headers: AS_RELAY }),
    proxyEventOf({ ...call, body: '{', headers: AS_RELAY }),
    proxyEventOf(call),
  ];
}

/** Texts of the files that a cold start reads: the entry, and what it imports statically. */
async function coldTexts(folder: string): Promise<string[]> {
  const texts = new Map<string, string>();
  const read = async (name: string): Promise<void> => {
    if (texts.has(name)) return;
    const text = await readFile(join(folder, name), 'utf8');
    texts.set(name, text);
    const imported = [...text.matchAll(/(?:from|import)"\.\/([^"]+)"/g)].map(([, chunk = '']) => chunk);
    await Promise.all(imported.map(read));
  };
  await read('index.mjs');
  return [...texts.values()];
}

it('has a bundle for every function, and little of it for a cold start to read', async () => {
  expect(bundles.map(({ name }) => name).sort()).toEqual([...new Set(routes.values())].sort());
  for (const { name, folder, budgetBytes } of all) {
    expect((await readdir(folder)).filter((file) => !file.endsWith('.mjs'))).toEqual([]);
    expect(Buffer.byteLength((await coldTexts(folder)).join('')), name).toBeLessThanOrEqual(budgetBytes);
  }
});

it('reads at most two files where OpenIM waits, and evaluates no module of Node with all its exports', async () => {
  for (const { name, folder } of bundles.filter(({ name }) => name !== 'batch')) {
    const texts = await coldTexts(folder);
    // The second file has the code that the first shares with chunks. Each further file takes about a millisecond.
    expect(texts.length, name).toBeLessThanOrEqual(2);
    expect(texts.join('').match(/from"node:(?!timers)[^"]*"/g), name).toBeNull();
  }
});

it("has no schemas, rules for endpoints, configuration or user agents of the SDK's clients where OpenIM waits", async () => {
  for (const { name, folder } of bundles) {
    const texts = await Promise.all((await readdir(folder)).map((file) => readFile(join(folder, file), 'utf8')));
    for (const ofClient of [
      'TransactionCanceled',
      'MD5OfMessageBody',
      'endpoint_discovery_enabled',
      'aws-sdk-js',
      'amazonaws.com.cn',
    ])
      expect(texts.join('').includes(ofClient), name).toBe(false);
  }
});

it.each(['hangs', 'fails'] as const)('sends its first record to the queue when the table %s', async (fault) => {
  const { folder } = bundles.find(({ name }) => name === 'after-join-group') as (typeof bundles)[0];
  const table = await auditTable();
  const toTable = await startFaultProxy(table.endpoint);
  const messages = await emptyDirectory();
  const queue = await startQueue(messages);
  onTestFinished(() => Promise.all([toTable.close(), queue.close()]).then(() => {}));
  await toTable.break(['PutItem'], fault);
  const [event] = eventsOf('/callbackAfterJoinGroupCommand', 'after-join-group');

  const bundle = await startBundle(folder, {
    ...functionEnvironment(toTable.endpoint),
    FALLBACK_QUEUE_URL: queue.url,
  });
  const { body } = await bundle.invoke(event as APIGatewayProxyEvent);

  expect(JSON.parse(body)).toMatchObject({ actionCode: 0 });
  expect(await readdir(messages)).toHaveLength(1);
});

it.each(bundles)('$name answers and records as its source does, alone in an empty folder', async ({ name, folder }) => {
  const [path] = [...routes].find(([, routed]) => routed === name) as [string, FunctionName];
  const events = eventsOf(path, name);
  const ofBundle = await auditTable();
  const ofSource = await auditTable();

  const bundle = await startBundle(folder, functionEnvironment(ofBundle.endpoint));
  const source = (await loadFunctions(ofSource.endpoint)).get(name);
  for (const event of events) expect(await bundle.invoke(event)).toEqual(await source?.({ ...event }, {} as never));

  const byID = (a: Record<string, unknown>, b: Record<string, unknown>) =>
    String(a.eventID).localeCompare(String(b.eventID));
  const recorded = (await everyItem(ofBundle)).sort(byID);
  expect(recorded).toEqual((await everyItem(ofSource)).sort(byID));
  // One of five callbacks has two parts beside it.
  expect(recorded.length).toBe(name === 'batch' ? 6 : 7);
});

const outcomesOf = (lines: { outcome: string }[]) => lines.map(({ outcome }) => outcome).sort();

it('logs identifiers and outcomes, counts them, and logs nothing of a body or a credential', async () => {
  const { folder } = bundles.find(({ name }) => name === 'after-join-group') as (typeof bundles)[0];
  const table = await auditTable();
  const bundle = await startBundle(folder, functionEnvironment(table.endpoint));
  for (const event of eventsOf('/callbackAfterJoinGroupCommand', 'after-join-group')) await bundle.invoke(event);

  // The pipes of the child may be behind its answers.
  await vi.waitFor(() => expect(bundle.lines.filter((line) => line.includes('"level"'))).toHaveLength(6), SOON);
  const text = bundle.lines.filter((line) => !line.startsWith('RESULT ')).join('\n');
  const lines = text.split('\n').map((line) => JSON.parse(line));
  const metrics = lines.filter((line) => line._aws);
  const logs = lines.filter((line) => line.level);

  expect(logs[0]).toMatchObject({
    level: 'INFO',
    command: 'callbackAfterJoinGroupCommand',
    groupID: 'g-100',
    userID: 'u-7',
    operationID: '1700000000002',
    outcome: 'recorded',
  });
  expect(outcomesOf(logs)).toEqual(['malformed', 'malformed', 'notAuthenticated', 'recorded', 'recorded', 'recorded']);
  expect(outcomesOf(metrics.filter((line) => line.Callbacks === 1))).toEqual(
    outcomesOf(logs).filter((outcome) => outcome !== 'notAuthenticated'),
  );
  expect(
    logs
      .filter(({ level }) => level === 'WARN')
      .map(({ problem }) => problem)
      .sort(),
  ).toEqual(['malformed', 'malformed', 'notAuthenticated']);
  expect(metrics.filter((line) => line.Malformed).length).toBe(2);
  expect(metrics.filter((line) => line.NotAuthenticated).length).toBe(1);
  for (const secret of [TOKEN, AUTHENTICATED.Authorization, sha256(TOKEN), 'let me in', '你好', 'xxx', 'hello']) {
    expect(text).not.toContain(secret);
  }
});
