import { expect, it, onTestFinished } from 'vitest';
import { handlerOf } from '../../../functions/callback/pipeline.ts';
import { type CallbackKind, callbackSentAs } from '../../../functions/openim/catalogue.ts';
import { startServer } from '../../../infra/local/server.ts';
import { startBareReceiver, withBatches } from '../../support/bare-receiver.ts';
import { bodyOf } from '../../support/bodies.ts';
import { loadFunctions } from '../../support/call.ts';
import { runHere } from '../../support/commands.ts';
import { emptyDirectory, SOON } from '../../support/processes.ts';
import { sha256 } from '../../support/proxy-event.ts';
import { AFTER, BEFORE, numbered, RELAY_TOKEN, relayTo } from '../../support/relay.ts';
import { serve } from '../../support/serve.ts';
import { auditTable, everyItem } from '../../support/table.ts';

it('has after callbacks recorded by the receiver, also malformed ones, and before callbacks judged by it', async () => {
  const { server, table } = await serve({ token: RELAY_TOKEN });
  const { send, drained, status } = await relayTo(server.port);
  const after = bodyOf('after-join-group');
  const before = bodyOf('before-set-group-member-info');

  expect((await send(JSON.stringify(after), after.callbackCommand)).status).toBe(200);
  expect((await send('not JSON', after.callbackCommand)).status).toBe(200);
  expect((await send(JSON.stringify(before), before.callbackCommand)).status).toBe(200);

  await drained();
  expect(await status()).toMatchObject({ setAside: 0, totals: { delivered: 2, passedThrough: 1 } });
  const outcomes = (await everyItem(table)).map((item) => item.outcome).filter((outcome) => outcome !== undefined);
  expect(outcomes.toSorted()).toEqual(['allowed', 'malformed', 'recorded']);
});

const REPLAYED = '0123456789abcdef0123456789abcdef';
const MARKS = [
  { headers: { 'X-OpenIM-Webhook-Test': '1' }, recorded: { test: true } },
  { headers: { 'X-OpenIM-Webhook-Replay': REPLAYED }, recorded: { replayOf: REPLAYED } },
  { headers: { 'X-OpenIM-Webhook-Test': 'true', 'X-OpenIM-Webhook-Replay': 'not an eventID' }, recorded: {} },
];

it.each([
  { sent: 'one by one', copies: 1 },
  { sent: 'together', copies: 20 },
])('has tests and replays recorded as without a relay: callbacks sent $sent', async ({ copies }) => {
  const { server, table } = await serve({ token: RELAY_TOKEN });
  const { send, drained } = await relayTo(server.port);
  const before = bodyOf('before-set-group-member-info');
  for (const [kind, { headers }] of MARKS.entries()) {
    const bodies = Array.from({ length: copies }, (_, copy) => numbered(kind * 100 + copy));
    await Promise.all(bodies.map((body) => send(body, AFTER, headers)));
    if (copies === 1) await drained();
  }
  for (const { headers } of MARKS) await send(JSON.stringify(before), before.callbackCommand, headers);

  await drained();
  const items = (await everyItem(table)).filter(({ command }) => command !== undefined);
  const marksOf = ({ test, replayOf }: Record<string, unknown>) => JSON.stringify({ test, replayOf });
  const counts = Object.entries(Object.groupBy(items, marksOf)).map(([marks, same]) => [marks, same?.length]);
  expect(Object.fromEntries(counts)).toEqual(
    Object.fromEntries(MARKS.map(({ recorded }) => [marksOf(recorded), copies + 1])),
  );
});

it('lets the doctor check a receiver through its relay, without a trace in lists', async () => {
  const { server, table } = await serve({ token: RELAY_TOKEN });
  const { url, drained } = await relayTo(server.port);

  const { stdout } = await runHere(['doctor', '--address', url, '--json'], {
    AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
    DATA_DIR: await emptyDirectory(),
  });

  await drained();
  const { checks } = JSON.parse(stdout) as { checks: { name: string; status: string; says: string }[] };
  expect(checks.filter(({ status }) => status === 'fail')).toEqual([]);
  expect(checks.find(({ name }) => name === 'table')).toMatchObject({ status: 'ok' });
  const items = await everyItem(table);
  expect(items.length).toBeGreaterThan(50);
  expect(items.filter(({ test }) => test !== true)).toEqual([]);
});

it('counts no test of a caller without its token', async () => {
  const { server, table } = await serve({ token: RELAY_TOKEN });
  const { send } = await relayTo(server.port, { tokenHash: sha256('another-token') });
  expect(await send(numbered(1), AFTER, { 'X-OpenIM-Webhook-Test': '1' })).toMatchObject({ status: 401 });
  expect(await everyItem(table)).toEqual([]);
});

it('is done with a callback that the receiver recorded as failed, because of a defect', async () => {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint, { WEBHOOK_TOKEN_HASHES: sha256(RELAY_TOKEN) });
  const judge = () => Promise.reject(new Error('a defect'));
  const broken = handlerOf(functions.runtime, callbackSentAs(AFTER) as CallbackKind, { judge });
  const server = await startServer({
    ...{ functions: new Map(functions).set('after-join-group', broken), host: '127.0.0.1', port: 0 },
    ...{ tokenHashes: [Buffer.from(sha256(RELAY_TOKEN), 'hex')], failureVerdict: 'refuse', onRejected: () => {} },
  });
  onTestFinished(() => server.close());
  const { send, drained, status } = await relayTo(server.port);
  const body = JSON.stringify(bodyOf('after-join-group'));
  await send(body);

  await drained();
  expect(await status()).toMatchObject({ setAside: 0, totals: { delivered: 1, failedAttempts: { failing: 0 } } });
  expect(await everyItem(table)).toMatchObject([{ outcome: 'failed', body }]);
});

it.each([
  { sent: 'one by one', copies: 1 },
  { sent: 'together', copies: 20 },
])('has callbacks with too long headers recorded, with what was left out: sent $sent', async ({ copies }) => {
  // API Gateway has the same limit.
  const { server, table } = await serve({ token: RELAY_TOKEN, limits: { maxHeaderBytes: 10_240 } });
  const { send, drained } = await relayTo(server.port);
  const long = { Operationid: 'o'.repeat(20_000), 'Content-Type': `application/json; x=${'x'.repeat(20_000)}` };
  const commandOf = (copy: number) => `${AFTER}?contenttype=json&x=${'x'.repeat(10_000)}${copy}`;
  const bodies = Array.from({ length: copies }, (_, copy) => numbered(copy));
  const answers = await Promise.all(bodies.map((body, copy) => send(body, commandOf(copy), long)));
  const before = JSON.stringify(bodyOf('before-set-group-member-info'));
  answers.push(await send(before, BEFORE, long));

  await drained();
  expect(answers.map(({ status, answer }) => [status, answer.actionCode])).toEqual(answers.map(() => [200, 0]));
  const items = (await everyItem(table)).filter(({ command }) => command !== undefined);
  expect(items.map(({ body }) => body).sort()).toEqual([...bodies, before].sort());
  const leftOut = items.map(({ body, relay }) => [body === before, Object(relay).leftOut]);
  expect(leftOut.filter(([isBefore]) => isBefore)).toEqual([[true, 'operationid, content-type']]);
  expect(new Set(leftOut.filter(([isBefore]) => !isBefore).map(([, parts]) => parts))).toEqual(
    new Set(['query, operationid, content-type']),
  );
});

it('says that a receiver without tokens ignores its headers, and delivers one by one, without a pause', async () => {
  const { server, table } = await serve({ token: undefined });
  const { send, drained, status, lines } = await relayTo(server.port);
  await Promise.all(Array.from({ length: 30 }, (_, number) => send(numbered(number))));

  await drained();
  expect(await everyItem(table)).toHaveLength(30);
  expect(await status()).toMatchObject({ setAside: 0, totals: { delivered: 30, failedAttempts: { unauthorised: 0 } } });
  expect(lines).toEqual([
    "The receiver accepts callers without a token, so it ignores what the relay says: the time of a callback, its own verdicts, and that a delivery is repeated. Give the receiver the hash of the relay's token.",
  ]);
});

it('sends no batch without a token', async () => {
  const receiver = await startBareReceiver(withBatches);
  const { send, drained } = await relayTo(receiver.port, { to: `http://127.0.0.1:${receiver.port}` });
  await Promise.all(Array.from({ length: 30 }, (_, number) => send(numbered(number))));

  await drained();
  expect(receiver.taken).toHaveLength(30);
  expect(new Set(receiver.asked)).toEqual(new Set([`/${AFTER}`]));
});

it('keeps a callback that the receiver could not even read', async () => {
  const { server, table } = await serve({ token: RELAY_TOKEN, limits: { maxHeaderBytes: 300 } });
  const { send, status } = await relayTo(server.port);
  expect((await send(numbered(1))).answer).toMatchObject({ actionCode: 0 });

  await expect
    .poll(async () => (await status()).totals, SOON)
    .toMatchObject({ failedAttempts: { failing: expect.toSatisfy((count) => count > 0) }, delivered: 0 });
  expect((await status()).targets).toMatchObject([{ waiting: 1 }]);
  expect(await everyItem(table)).toEqual([]);
});
