import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeUnitsOf } from '../../functions/audit/write-units.ts';
import type { CallbackOutcome } from '../../functions/callback/callback-outcome.ts';
import { catalogue, commandOf } from '../../functions/openim/catalogue.ts';
import { MAX_BATCH_BYTES, type RelayedRequest, toBatchLine } from '../../functions/openim/relay-protocol.ts';
import { bodyOf } from '../support/bodies.ts';
import { loadFunctions } from '../support/call.ts';
import { deliver, deliverBatch, NOW, relayed } from '../support/deliveries.ts';
import { startFaultProxy, startFaultyServer } from '../support/fault-proxy.ts';
import { basic, TOKEN } from '../support/proxy-event.ts';
import { sampledRuns } from '../support/sampled.ts';
import { auditTable, everyItem, everyRecord, found } from '../support/table.ts';

const joined = bodyOf('after-join-group');

/** Joins with operations of their own, in the order of the relay. */
function joins(count: number): RelayedRequest[] {
  return Array.from({ length: count }, (_, index) =>
    relayed(
      { ...joined, operationID: `op-${index}` },
      { sequence: index + 1, receivedAt: `2026-03-04T05:06:07.0${String(index).padStart(2, '0')}000Z` },
    ),
  );
}

/** After callbacks of a running server. Before callbacks come one by one. */
const realRequests = readFileSync(new URL('../support/real-bodies.ndjson', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line): { path: string; body: string } => JSON.parse(line))
  .filter(({ path }) => path.includes('After'));

const statuses = (results: readonly { status: string }[]) => results.map(({ status }) => status);

describe('a batch', () => {
  it('records fifty callbacks with one request, in the order of the relay', async () => {
    const table = await auditTable();
    const functions = await loadFunctions(table.endpoint);
    const requests = joins(50);

    const { status, results } = await deliverBatch(functions, requests);

    expect(status).toBe(200);
    expect(results).toEqual(requests.map(({ id }) => ({ id, status: 'recorded' })));
    const records = await found(table, { index: 'byGroup', id: 'g-100' });
    expect(records.map(({ operationID }) => operationID)).toEqual(requests.map((_, index) => `op-${49 - index}`));
  });

  it('that comes again, whole or mixed with others, records nothing twice', async () => {
    const table = await auditTable();
    const reports: CallbackOutcome[] = [];
    const functions = await loadFunctions(table.endpoint, {}, { report: (callback) => reports.push(callback) });
    const requests = joins(20);
    await deliver(functions, requests[3] as RelayedRequest);
    expect(
      statuses((await deliverBatch(functions, requests.slice(0, 10))).results).filter((s) => s === 'again'),
    ).toHaveLength(1);
    const [first, second] = await Promise.all([deliverBatch(functions, requests), deliverBatch(functions, requests)]);

    expect(statuses(first.results).slice(0, 10)).toEqual(Array(10).fill('again'));
    for (const index of requests.keys())
      expect([first.results[index]?.status, second.results[index]?.status]).toContain('again');
    expect(await everyItem(table)).toHaveLength(20);
    expect(reports.filter(({ isAgain }) => !isAgain)).toHaveLength(20);
  });

  it('keeps the order of its lines when the clock of the relay is wrong', async () => {
    const table = await auditTable();
    const functions = await loadFunctions(table.endpoint);
    await deliverBatch(functions, joins(50), { headers: { 'x-relay-sent-at': '2026-03-04T09:00:00.000Z' } });

    const records = await found(table, { index: 'byGroup', id: 'g-100' });
    expect(records.map(({ relay }) => relay?.sequence)).toEqual(Array.from({ length: 50 }, (_, index) => 50 - index));
    expect(records.every(({ receivedAt }) => receivedAt.startsWith('2026-03-04T05:06:07.089'))).toBe(true);
  });

  it('takes lines that are not valid for what they are, and the others', async () => {
    const table = await auditTable();
    const functions = await loadFunctions(table.endpoint);
    const [first, second, third, unknown] = joins(4) as [
      RelayedRequest,
      RelayedRequest,
      RelayedRequest,
      RelayedRequest,
    ];
    const { body: _body, ...withoutBody } = JSON.parse(toBatchLine(third));
    const malformed = relayed({ ...joined, groupID: 7 });
    const notJson = relayed(joined, { body: Buffer.from([0xff, 0x00]) });

    const { status, results } = await deliverBatch(functions, [
      ...[first, '{', '[]', 'null', JSON.stringify(withoutBody), JSON.stringify({ id: 7 })],
      ...[{ ...unknown, path: '/favicon.ico' }, malformed, notJson, second],
    ]);

    expect(status).toBe(200);
    expect(results).toEqual([
      { id: first.id, status: 'recorded' },
      { id: third.id, status: 'never', reason: 'the line is not valid' },
      { id: unknown.id, status: 'never', reason: 'the path does not name a supported callback' },
      { id: malformed.id, status: 'recorded' },
      { id: notJson.id, status: 'recorded' },
      { id: second.id, status: 'recorded' },
    ]);
    expect((await everyRecord(table)).map(({ outcome }) => outcome).sort()).toEqual([
      ...['malformed', 'malformed', 'recorded', 'recorded'],
    ]);
  });

  it.each([
    { what: '51 lines', lines: joins(51), status: 413, errCode: 5413 },
    { what: 'more than a megabyte', lines: ['x'.repeat(MAX_BATCH_BYTES)], status: 413, errCode: 5413 },
    { what: 'no line', lines: ['', ' '], status: 400, errCode: 5400 },
  ])('of $what is rejected whole', async ({ lines, status, errCode }) => {
    const table = await auditTable();
    const functions = await loadFunctions(table.endpoint);
    expect(await deliverBatch(functions, lines)).toMatchObject({ status, answer: { errCode } });
    expect(await everyItem(table)).toEqual([]);
  });

  it.each([
    { who: 'nobody', headers: { Authorization: '' }, settings: {}, status: 401, errCode: 5401 },
    { who: 'a relay with a wrong token', headers: { Authorization: basic('x', 'relay') }, status: 401, errCode: 5401 },
    { who: 'OpenIM', headers: { Authorization: basic(TOKEN) }, status: 403, errCode: 5402 },
    { who: 'a web page', headers: { Origin: 'https://example.com' }, status: 403, errCode: 5403 },
    {
      who: 'a relay, while no token is set',
      headers: {},
      settings: { WEBHOOK_TOKEN_HASHES: '', ALLOW_UNAUTHENTICATED: 'true' },
      status: 403,
      errCode: 5402,
    },
  ])('from $who is refused', async ({ headers, settings = {}, status, errCode }) => {
    const table = await auditTable();
    const reports: CallbackOutcome[] = [];
    const functions = await loadFunctions(table.endpoint, settings, { report: (callback) => reports.push(callback) });
    expect(await deliverBatch(functions, joins(2), { headers })).toMatchObject({
      status,
      answer: { actionCode: 0, errCode, nextCode: 1 },
    });
    expect(await everyItem(table)).toEqual([]);
    expect(reports.map(({ outcome }) => outcome)).toEqual(['notAuthenticated']);
  });
});

it('costs the write units that its callbacks cost alone', async () => {
  const requests = realRequests.map(({ path, body }, index) => ({
    ...relayed({ callbackCommand: '' }, { sequence: index + 1 }),
    ...{ path, body: Buffer.from(body) },
  }));
  const [alone, inBatches] = [await auditTable(), await auditTable()];
  const [toAlone, toBatches] = [await loadFunctions(alone.endpoint), await loadFunctions(inBatches.endpoint)];

  for (const [index, request] of requests.entries())
    await deliver(toAlone, request, { requestID: `request-${(index % 50) + 1}` });
  for (let from = 0; from < requests.length; from += 50)
    await deliverBatch(toBatches, requests.slice(from, from + 50), { requestID: 'request' });

  const [unitsAlone, unitsInBatches] = (await Promise.all([alone, inBatches].map(everyItem))).map((items) =>
    items.map((item) => [String(item.eventID), writeUnitsOf(item)] as const).sort(([a], [b]) => a.localeCompare(b)),
  );
  expect(unitsAlone).toHaveLength(requests.length);
  expect(unitsInBatches).toEqual(unitsAlone);
});

describe('a batch while the table fails', () => {
  it('is answered with 503, and logs nothing, because the relay keeps its callbacks', async () => {
    const { endpoint } = await startFaultyServer('refuses');
    const functions = await loadFunctions(endpoint);
    expect(await deliverBatch(functions, joins(5))).toMatchObject({ status: 503, answer: { errCode: 5503 } });
    expect(functions.log).toEqual([]);
  });

  it('has no result for the half that is not recorded, which comes again', async () => {
    const table = await auditTable();
    const proxy = await startFaultProxy(table.endpoint);
    const functions = await loadFunctions(proxy.endpoint);
    const requests = joins(20).map((request, index) => ({ ...request, operationID: index % 2 === 0 ? 'even' : 'odd' }));
    const bodies = requests.map(({ body }, index) =>
      Buffer.from(body.toString().replace(/op-\d+/, index % 2 === 0 ? 'even' : 'odd')),
    );
    const sent = requests.map((request, index) => ({ ...request, body: bodies[index] as Buffer }));
    const ids = (rest: number) => sent.filter((_, index) => index % 2 === rest).map(({ id }) => id);
    // A throttle does not stop the writes of others.
    await proxy.break(['PutItem'], 'throttles', { text: '"odd"' });

    const first = await deliverBatch(functions, sent);
    expect(first.results.map(({ id }) => id)).toEqual(ids(0));
    await proxy.mend();
    const second = await deliverBatch(functions, sent);

    expect(second.results.filter(({ status }) => status === 'again').map(({ id }) => id)).toEqual(ids(0));
    expect(second.results.filter(({ status }) => status === 'recorded').map(({ id }) => id)).toEqual(ids(1));
    expect(await everyItem(table)).toHaveLength(20);
    await proxy.close();
  });

  it('begins no line for which the time is too short', async () => {
    const table = await auditTable();
    let now = 0;
    const functions = await loadFunctions(table.endpoint, {}, { now: () => (now += 700) });
    const requests = joins(50);

    const { status, results } = await deliverBatch(functions, requests);

    expect(status).toBe(200);
    expect(results.length).toBeGreaterThan(0);
    expect(results.length).toBeLessThan(50);
    expect(await everyItem(table)).toHaveLength(results.length);
  });
});

const bodies = catalogue.map((callback) => ({ ...bodyOf(callback.name), callbackCommand: commandOf(callback) }));
const others = [
  'callbackAfterSendGroupMsgCommand',
  'callbackAfterSomethingElseCommand',
  'callbackBeforeOfflinePushCommand',
];

const anyBody = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...bodies) },
  fc.record({
    callbackCommand: fc.constantFrom(...others),
    groupID: fc.string(),
    content: fc.string(),
    sendID: fc.string(),
  }),
  fc.tuple(fc.constantFrom(...bodies), fc.jsonValue()).map(([body, groupID]) => ({ ...body, groupID })),
);

/** Any request that a relay stores: callbacks of every kind, with bodies that are valid or not. */
const anyRequest = fc
  .record({
    id: fc.uuid(),
    body: anyBody,
    bytes: fc.option(fc.uint8Array(), { freq: 8, nil: undefined }),
    operationID: fc.option(fc.stringMatching(/^[\w-]{1,20}$/), { nil: undefined }),
    contentType: fc.option(fc.constantFrom('application/json; charset=utf-8', 'text/plain'), { nil: undefined }),
    ageMs: fc.oneof(fc.integer({ min: 0, max: 20_000 }), fc.constant(1e9)),
    isInQuery: fc.boolean(),
    leftOut: fc.option(fc.constantFrom('query, operationid', 'Not valid'), { freq: 4, nil: undefined }),
    isTest: fc.option(fc.constant(true), { freq: 4, nil: undefined }),
    replayOf: fc.option(fc.constantFrom('0123456789abcdef0123456789abcdef', 'not valid'), { freq: 4, nil: undefined }),
    errCode: fc.integer(),
    reason: fc.string({ unit: 'grapheme' }),
  })
  .map(({ body, bytes, ageMs, isInQuery, errCode, reason, ...fields }): RelayedRequest => {
    const { callbackCommand } = body;
    return {
      ...relayed(body),
      ...fields,
      receivedAt: new Date(Date.parse(NOW) - ageMs).toISOString().replace('Z', '123Z'),
      path: isInQuery ? `/?command=${callbackCommand}&contenttype=json` : `/${callbackCommand}?contenttype=json`,
      ...(bytes && { body: bytes }),
      ...(callbackCommand.startsWith('callbackBefore') && { verdict: { verdict: 'refuse', errCode, reason } }),
    };
  });

/** Items without the ID of the delivery. */
async function stored(table: Parameters<typeof everyItem>[0]) {
  const items = (await everyItem(table)).map(({ requestID, ...item }) => item);
  return items.sort((a, b) => String(a.eventID).localeCompare(String(b.eventID)));
}

/** Requests as a relay sends them: no two of a batch have the same ID. */
const anyBatch = fc.uniqueArray(anyRequest, { minLength: 1, maxLength: 8, selector: ({ id }) => id });

it('makes of any callbacks the records that each makes alone, and the same results', async () => {
  await fc.assert(
    fc.asyncProperty(anyBatch, async (sent) => {
      const [ofBatch, ofSingles] = [await auditTable(), await auditTable()];
      const numbered = sent.map((request, index) => ({ ...request, sequence: index + 1 }));
      const reports: CallbackOutcome[] = [];
      const singles = await loadFunctions(ofSingles.endpoint, {}, { report: (callback) => reports.push(callback) });
      for (const request of numbered) await deliver(singles, request);

      const { status, results } = await deliverBatch(await loadFunctions(ofBatch.endpoint), numbered);

      expect(status).toBe(200);
      expect(statuses(results)).toEqual(reports.map(({ isAgain }) => (isAgain ? 'again' : 'recorded')));
      expect(await stored(ofBatch)).toEqual(await stored(ofSingles));
    }),
    { numRuns: sampledRuns(25, 5) },
  );
});
