import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { Context } from 'aws-lambda';
import { expect, it } from 'vitest';
import type { AuditQuery } from '../../functions/audit/query.ts';
import type { CallbackOutcome } from '../../functions/callback/callback-outcome.ts';
import { createPublish } from '../../functions/derivation/bus.ts';
import { createHandler } from '../../functions/derive.ts';
import { bodyOf } from '../support/bodies.ts';
import { call, loadFunctions } from '../support/call.ts';
import { startEventBus } from '../support/event-bus.ts';
import { AUTHENTICATED } from '../support/proxy-event.ts';
import { insertsOf } from '../support/stream.ts';
import { auditTable, everyItem, found } from '../support/table.ts';

const DAY = '2026-03-04';
const receivedAt = `${DAY}T05:00:00.000Z`;
const MARK = { 'x-openim-webhook-test': '1' };
const body = { ...bodyOf('after-dismiss-group'), groupID: 'g', ownerID: 'u', operationID: 'op', membersID: ['u', 'v'] };

const LISTS: readonly AuditQuery[] = [
  { index: 'byDay', day: DAY },
  { index: 'byDay', since: `${DAY}T00:00:00.000Z`, until: '2026-03-05T00:00:00.000Z' },
  { index: 'byGroup', id: 'g' },
  { index: 'byUser', id: 'u' },
  { index: 'byOperation', id: 'op' },
];
const TESTS: AuditQuery = { index: 'byDay', day: DAY, tests: true };

async function receiver() {
  const table = await auditTable();
  const reported: CallbackOutcome[] = [];
  const functions = await loadFunctions(table.endpoint, {}, { report: (callback) => reported.push(callback) });
  const send = (headers: Record<string, string>) =>
    call(functions, 'after-dismiss-group', { body, receivedAt, headers });
  return { table, reported, send };
}

it('records what an authenticated caller marks as a test, and finds it only among tests', async () => {
  const { table, reported, send } = await receiver();

  const { status } = await send({ ...AUTHENTICATED, ...MARK });

  expect(status).toBe(200);
  for (const list of LISTS) expect(await found(table, list)).toEqual([]);
  expect(await found(table, TESTS)).toMatchObject([{ test: true, event: { groupID: 'g', ownerID: 'u' } }]);
  expect(reported).toMatchObject([{ outcome: 'recorded', isTest: true }]);
});

it.each([
  { about: 'without the mark', headers: AUTHENTICATED },
  { about: 'with another value of it', headers: { ...AUTHENTICATED, 'x-openim-webhook-test': 'true' } },
])('keeps a request $about in all lists, and out of the tests', async ({ headers }) => {
  const { table, send } = await receiver();

  await send(headers);

  for (const list of LISTS) expect(await found(table, list)).toHaveLength(1);
  expect(await found(table, TESTS)).toEqual([]);
});

it('ignores the mark of a stranger', async () => {
  const { table, reported, send } = await receiver();

  const { answer } = await send(MARK);

  expect(answer).toMatchObject({ errCode: 5401, nextCode: 1 });
  expect(await everyItem(table)).toEqual([]);
  expect(reported.map(({ isTest }) => isTest)).toEqual([undefined]);
});

it('never takes an event for the repeat of a test with the same body', async () => {
  const { table, send } = await receiver();
  await send({ ...AUTHENTICATED, ...MARK });
  await send({ ...AUTHENTICATED, ...MARK });

  await send(AUTHENTICATED);

  const [record] = await found(table, { index: 'byGroup', id: 'g' });
  expect(record).toMatchObject({ body: JSON.stringify(body) });
  expect(record?.repeatOf).toBeUndefined();
  const tests = await found(table, TESTS);
  expect(tests.filter(({ repeatOf }) => repeatOf !== undefined)).toHaveLength(1);
});

it('derives neither entries nor an event from a test', async () => {
  const { table, send } = await receiver();
  const bus = await startEventBus();
  const client = new EventBridgeClient({
    endpoint: bus.endpoint,
    region: 'local',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  await send({ ...AUTHENTICATED, ...MARK });
  const records = await everyItem(table);
  const derive = createHandler(
    { table, pacer: async () => {}, publish: createPublish(client, 'bus') },
    { reportNotDerived: () => {}, reportChanged: () => {} },
  );

  const result = await derive(insertsOf(records), {} as Context);

  expect(result).toEqual({ batchItemFailures: [] });
  expect(await everyItem(table)).toEqual(records);
  expect(bus.events).toEqual([]);
});
