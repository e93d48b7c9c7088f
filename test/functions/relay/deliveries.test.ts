import { randomBytes } from 'node:crypto';
import type { SQSEvent } from 'aws-lambda';
import { describe, expect, it, onTestFinished } from 'vitest';
import { put } from '../../../functions/audit/put.ts';
import { chunksOf } from '../../../functions/audit/transport.ts';
import type { CallbackOutcome } from '../../../functions/callback/callback-outcome.ts';
import { ALL_GROUPS } from '../../../functions/policy/stored-policy.ts';
import { putVersion } from '../../../functions/policy/versions.ts';
import { createRedeliver } from '../../../infra/local/functions.ts';
import { bodyOf } from '../../support/bodies.ts';
import { call, loadFunctions } from '../../support/call.ts';
import { AS_RELAY, deliver, NOW, relayed } from '../../support/deliveries.ts';
import { startFaultProxy, startFaultyServer } from '../../support/fault-proxy.ts';
import { documentOf } from '../../support/policy.ts';
import { AUTHENTICATED, basic, TOKEN } from '../../support/proxy-event.ts';
import { startPutOnlyWay } from '../../support/put-only-way.ts';
import { settleAll } from '../../support/settle.ts';
import { auditTable, everyItem, everyRecord, found, policyTable } from '../../support/table.ts';

const joined = bodyOf('after-join-group');
const MEMBER = 'before-set-group-member-info';
const RULES = {
  nickName: [{ kind: 'terms', id: 'rude', terms: ['spam'], errCode: 5077, message: 'Please be polite.' }],
};

/** A receiver, and the reports of what it answered. */
async function receiver(settings: Record<string, string> = {}) {
  const table = await auditTable();
  const reports: CallbackOutcome[] = [];
  const functions = await loadFunctions(table.endpoint, settings, { report: (callback) => reports.push(callback) });
  return { table, functions, reports };
}

describe('a callback that a relay delivers', () => {
  it('has the time of its receipt by the relay, and what the relay says beside it', async () => {
    const { table, functions, reports } = await receiver();
    const request = relayed(joined, { sequence: 77 });

    expect(await deliver(functions, request)).toMatchObject({ status: 200, answer: { actionCode: 0 } });

    const [record] = await everyRecord(table);
    expect(record).toMatchObject({
      receivedAt: '2026-03-04T05:06:07.012345Z',
      relay: { id: request.id, sequence: 77 },
    });
    expect(record).not.toHaveProperty('recordedAt');
    expect(record?.relay).toEqual({ id: request.id, sequence: 77 });
    expect(reports).toMatchObject([{ outcome: 'recorded', deliveryAgeMs: 77, isRelayClockWrong: false }]);
  });

  it('says when it was recorded if that was long after, is kept from then on, and is found by those who follow', async () => {
    const { table, functions, reports } = await receiver({ RETENTION_DAYS: '1' });
    await deliver(functions, relayed(joined, { receivedAt: '2026-03-01T00:00:00.000007Z' }));

    const [record] = await everyRecord(table);
    expect(record).toMatchObject({
      receivedAt: '2026-03-01T00:00:00.000007Z',
      recordedAt: NOW,
      expiresAt: Math.floor(Date.parse(NOW) / 1_000) + 24 * 60 * 60,
    });
    expect(record?.dayShard).toMatch(/^2026-03-01#/);
    const marks = (await everyItem(table)).filter(({ entryOf }) => entryOf === record?.eventID);
    expect(marks).toMatchObject([{ dayShard: '2026-03-04#late', receivedAt: NOW }]);
    expect(reports[0]?.deliveryAgeMs).toBe(Date.parse(NOW) - Date.parse('2026-03-01T00:00:00Z'));
  });

  it('is in lists where the relay took it, in whatever order it comes', async () => {
    const { table, functions } = await receiver();
    const requests = Array.from({ length: 40 }, (_, index) =>
      relayed(
        { ...joined, operationID: `op-${index}` },
        { sequence: index + 1, receivedAt: `2026-03-04T05:06:07.0120${String(index).padStart(2, '0')}Z` },
      ),
    );
    const shuffled = requests.toSorted((a, b) => a.id.localeCompare(b.id));
    await settleAll(shuffled.map((request) => deliver(functions, request)));

    const records = await found(table, { index: 'byGroup', id: 'g-100' });
    expect(records.map(({ relay }) => relay?.sequence)).toEqual(requests.map(({ sequence }) => sequence).reverse());
  });
});

describe('a delivery that is repeated', () => {
  it('changes nothing, is answered like the first, and is counted as no callback', async () => {
    const { table, functions, reports } = await receiver();
    const request = relayed(joined);
    const answer = await deliver(functions, request);
    const items = await everyItem(table);

    expect(await deliver(functions, request, { receivedAt: '2026-03-04T05:09:00.000Z', requestID: 'second' })).toEqual(
      answer,
    );

    expect(await everyItem(table)).toEqual(items);
    expect(reports.map(({ isAgain, isRepeat }) => [isAgain, isRepeat])).toEqual([
      [false, false],
      [true, false],
    ]);
  });

  it.each([
    { what: 'a record', times: 20, body: joined, items: 1 },
    { what: 'a record in parts', times: 4, body: { ...joined, ex: randomBytes(600_000).toString('base64') }, items: 3 },
    { what: 'a body that is not valid', times: 20, body: { ...joined, groupID: 7 }, items: 1 },
  ])('makes one record of $times at once: $what', async ({ body, items, times }) => {
    const { table, functions, reports } = await receiver();
    const request = relayed(body);
    const answers = await settleAll(Array.from({ length: times }, () => deliver(functions, request)));

    expect(new Set(answers.map(({ answer }) => JSON.stringify(answer))).size).toBe(1);
    const records = await everyRecord(table);
    expect(records.map(({ body: kept }) => kept)).toEqual([JSON.stringify(body)]);
    expect(await everyItem(table)).toHaveLength(items);
    expect(reports.filter(({ isAgain }) => !isAgain)).toHaveLength(1);
  });

  it('completes a large record of which an earlier delivery wrote the first part, and leaves nothing beside it', async () => {
    const { table } = await receiver();
    const proxy = await startFaultProxy(table.endpoint);
    onTestFinished(() => proxy.close());
    const body = { ...joined, ex: randomBytes(600_000).toString('base64') };
    const request = relayed(body);
    await proxy.break(['PutItem'], 'fails', { after: 1 });
    expect(await deliver(await loadFunctions(proxy.endpoint), request)).toMatchObject({ status: 503 });
    expect(await everyItem(table)).toHaveLength(1);

    expect(await deliver(await loadFunctions(table.endpoint), request)).toMatchObject({ status: 200 });

    expect(await everyItem(table)).toHaveLength(3);
    expect(await everyRecord(table)).toMatchObject([{ body: JSON.stringify(body) }]);
  });

  it('is not the same as a callback that OpenIM sends twice', async () => {
    const { table, functions } = await receiver();
    await deliver(functions, relayed(joined));
    await deliver(functions, relayed(joined));
    expect(await everyRecord(table)).toHaveLength(2);
  });

  it('completes a late record whose mark is missing', async () => {
    const { table, functions } = await receiver();
    const request = relayed(joined, { receivedAt: '2026-03-01T00:00:00.000000Z' });
    await deliver(functions, request);
    const [record] = await everyRecord(table);
    const { functions: others, table: fresh } = await receiver();
    // The first delivery got no further than the record.
    await put(fresh, record as never, new AbortController().signal);

    await deliver(others, request, { receivedAt: '2026-03-04T06:00:00.000Z' });

    expect((await everyItem(fresh)).sort(byID)).toEqual((await everyItem(table)).sort(byID));
  });

  it('is dropped from the queue when another delivery has recorded it', async () => {
    const { table, functions } = await receiver();
    const request = relayed(joined);
    await deliver(functions, request, { requestID: 'first' });
    const items = await everyItem(table);
    const [record] = await everyRecord(table);
    const [message] = chunksOf({ ...record, requestID: 'second', receivedAt: new Date().toISOString() } as never);

    await createRedeliver(functions.runtime)({ Records: [{ messageId: 'm', body: message }] } as SQSEvent);

    expect(await everyItem(table)).toEqual(items);
  });
});

const byID = (a: Record<string, unknown>, b: Record<string, unknown>) =>
  String(a.eventID).localeCompare(String(b.eventID));

/** The relay has only asked. */
const asked = { sequence: undefined } as never;

describe('a before callback', () => {
  async function judging(document: object = RULES) {
    const table = await auditTable();
    const policies = await policyTable(table);
    const setPolicy = (rules: object, changedAt: string) =>
      putVersion(policies, ALL_GROUPS, documentOf(rules), { changedAt });
    await setPolicy(document, '2026-03-04T05:06:07.089Z');
    const load = () => loadFunctions(table.endpoint, { POLICY_TABLE_NAME: policies.name });
    return { table, load, setPolicy };
  }

  const named = (nickName: string) => ({ ...bodyOf(MEMBER), nickName });
  it.each([
    { name: 'spam', later: {}, verdict: { nextCode: 1, errCode: 5077, errMsg: 'Please be polite.' } },
    {
      name: 'ham',
      later: { nickName: [{ kind: 'terms', id: 'ham', terms: ['ham'] }] },
      verdict: { nextCode: 0, errCode: 0 },
    },
  ])(
    'that is asked again gets the stored verdict, though the policy has changed: $name',
    async ({ name, later, verdict }) => {
      const { table, load, setPolicy } = await judging();
      const request = relayed(named(name), asked);
      const { answer } = await deliver(await load(), request);
      expect(answer).toMatchObject(verdict);
      const items = await everyItem(table);
      await setPolicy(later, '2026-03-04T06:00:00.000Z');
      const changed = await load();
      // The new policy is in force for others.
      expect((await deliver(changed, relayed(named(name), asked))).answer.nextCode).not.toBe(verdict.nextCode);

      expect((await deliver(changed, request)).answer).toEqual(answer);

      const kept = (await everyItem(table)).filter(({ relay }) => (relay as { id: string }).id === request.id);
      expect(kept).toEqual(items);
    },
  );

  it('that is asked again gets the stored verdict where functions may only put, as on AWS', async () => {
    const { table, load } = await judging();
    const request = relayed(named('spam'), asked);
    const { answer } = await deliver(await load(), request);
    const way = await startPutOnlyWay(table);

    // Without a policy it would be allowed.
    expect((await deliver(await loadFunctions(way.endpoint), request)).answer).toEqual(answer);
    expect(way.written()).toBe(0);
  });

  it('that is asked again gets the changes that were stored', async () => {
    const { load, setPolicy } = await judging({ nickName: [{ kind: 'trim', id: 'trim' }] });
    const request = relayed(named(' Li '), asked);
    const { answer } = await deliver(await load(), request);
    expect(answer).toMatchObject({ nickName: 'Li' });
    await setPolicy({}, '2026-03-04T06:00:00.000Z');

    expect((await deliver(await load(), request)).answer).toEqual(answer);
  });

  it.each([
    { second: 'another verdict', name: 'spam', outcomes: ['allowed', 'refused'] },
    { second: 'the same verdict', name: 'ham', outcomes: ['allowed'] },
  ])(
    'that was judged twice while the table failed keeps both verdicts if they differ: $second',
    async ({ name, outcomes }) => {
      const request = relayed(named(name), asked);
      const [before, after] = [await judging({}), await judging(RULES)];
      await deliver(await before.load(), request, { requestID: 'first' });
      await deliver(await after.load(), request, { requestID: 'second' });
      const judged = [...(await everyRecord(before.table)), ...(await everyRecord(after.table))];
      const messages = judged.flatMap((record) => chunksOf(record as never));

      const { table } = await judging();
      const redeliver = createRedeliver((await loadFunctions(table.endpoint)).runtime, () => new Date(NOW));
      // The queue may deliver each of them twice.
      for (const body of [...messages, ...messages])
        await redeliver({ Records: [{ messageId: 'm', body }] } as SQSEvent);

      const [first, second, ...more] = (await everyRecord(table)).sort((a) => (a.repeatOf ? 1 : -1));
      expect([first, second].flatMap((record) => record?.outcome ?? [])).toEqual(outcomes);
      if (second) expect(second).toMatchObject({ repeatOf: first?.eventID, requestID: 'second', relay: first?.relay });
      expect(more).toEqual([]);
    },
  );

  it('that the relay answered by itself is recorded with its verdict, beside the judged record', async () => {
    const { table, load } = await judging();
    const functions = await load();
    const request = relayed(named('ham'), asked);
    await deliver(functions, request);
    const verdict = {
      verdict: 'refuse',
      errCode: 5504,
      reason: 'the receiver did not answer: no answer within 4 s',
    } as const;

    const { status, answer } = await deliver(functions, { ...request, sequence: 9, verdict });

    expect({ status, answer }).toMatchObject({ status: 200, answer: { actionCode: 0, nextCode: 0 } });
    const records = await everyRecord(table);
    const [judged, own] = records.sort((a) => (a.relay?.verdict ? 1 : -1));
    expect(judged).toMatchObject({ outcome: 'allowed', relay: { id: request.id } });
    expect(own).toMatchObject({
      outcome: 'refused',
      decision: { verdict: 'refuse', degraded: verdict.reason },
      insteadOf: judged?.eventID,
      relay: { id: request.id, sequence: 9, verdict },
      body: judged?.body,
      groupID: judged?.groupID,
    });
  });

  it('with a verdict of the relay goes from the queue into the table, without a change of the judged record', async () => {
    const { table, load } = await judging();
    const functions = await load();
    const request = relayed(named('ham'), asked);
    await deliver(functions, request);
    const [judged] = await everyItem(table);
    const own = { verdict: 'refuse', errCode: 5504, reason: 'away' } as const;
    const elsewhere = await judging();
    await deliver(await elsewhere.load(), { ...request, sequence: 9, verdict: own });
    const [record] = await everyRecord(elsewhere.table);
    const [message] = chunksOf(record as never);

    const proxy = await startFaultProxy(table.endpoint);
    onTestFinished(() => proxy.close());
    const { runtime } = await loadFunctions(proxy.endpoint);
    await createRedeliver(runtime)({ Records: [{ messageId: 'm', body: message }] } as SQSEvent);

    // The function may not update items on AWS.
    expect(proxy.asked()).not.toContain('UpdateItem');
    const items = await everyItem(table);
    expect(items).toContainEqual(judged);
    expect(items.filter(({ command }) => command)).toHaveLength(2);
  });
});

describe('without a table and a queue', () => {
  it('says so to the relay, which keeps the callback, and logs nothing', async () => {
    const { endpoint } = await startFaultyServer('refuses');
    const functions = await loadFunctions(endpoint);
    expect(await deliver(functions, relayed(joined))).toMatchObject({
      status: 503,
      answer: { actionCode: 1, errCode: 5503 },
    });
    expect(functions.log).toEqual([]);
  });

  it('keeps a before callback in the log, because the relay has only asked', async () => {
    const { endpoint } = await startFaultyServer('refuses');
    const functions = await loadFunctions(endpoint);
    const request = relayed(bodyOf(MEMBER), { sequence: undefined } as never);
    expect(await deliver(functions, request)).toMatchObject({ status: 503, answer: { nextCode: 1 } });
    expect(functions.log).toHaveLength(1);
  });
});

describe('a refusal that is stored nowhere', () => {
  it.each([
    { by: 'a failure', request: relayed(bodyOf(MEMBER), asked), settings: { POLICY_TABLE_NAME: 'openim-policy' } },
    { by: 'an invalid body', request: relayed({ ...bodyOf(MEMBER), groupID: 7 }, asked), settings: {} },
  ])(
    'by $by keeps its reason, and the relay knows by the status that it must deliver the verdict',
    async ({ request, settings }) => {
      const { endpoint } = await startFaultyServer('refuses');
      const functions = await loadFunctions(endpoint, settings);
      const direct = { headers: AUTHENTICATED };

      const { status, answer } = await deliver(functions, request);

      expect({ status, answer }).toEqual({
        ...(await deliver(functions, request, direct)),
        contentType: undefined,
        status: 503,
      });
      expect(answer.errCode).not.toBe(5503);
      expect(functions.log).toHaveLength(2);
    },
  );
});

describe('the clock of a relay', () => {
  const relayedAt = '2026-03-04T04:00:00.000001Z';

  it.each([
    { off: 'behind by 61 s', sentAt: '2026-03-04T05:05:06.088Z', isWrong: true },
    { off: 'behind by 60 s', sentAt: '2026-03-04T05:05:07.089Z', isWrong: false },
    { off: 'ahead by 60 s', sentAt: '2026-03-04T05:07:07.089Z', isWrong: false },
    { off: 'ahead by 61 s', sentAt: '2026-03-04T05:07:08.090Z', isWrong: true },
  ])('that is $off', async ({ sentAt, isWrong }) => {
    const { table, functions, reports } = await receiver();
    await deliver(functions, relayed(joined, { receivedAt: relayedAt }), { headers: { 'x-relay-sent-at': sentAt } });

    const [record] = await everyRecord(table);
    expect(record?.receivedAt).toBe(isWrong ? '2026-03-04T05:06:07.089000Z' : relayedAt);
    expect(record?.relay?.receivedAt).toBe(isWrong ? relayedAt : undefined);
    expect(record?.recordedAt).toBe(isWrong ? undefined : NOW);
    const ageMs = Date.parse(isWrong ? sentAt : NOW) - Date.parse(relayedAt);
    expect(reports).toMatchObject([{ isRelayClockWrong: isWrong, deliveryAgeMs: ageMs }]);
  });

  it.each([
    { when: 'the year 1', receivedAt: '0001-01-01T00:00:00.000000Z' },
    { when: 'a clock that began at 1970', receivedAt: '1970-01-01T00:03:00.000000Z' },
    { when: 'more than a year ago', receivedAt: '2025-03-03T05:06:07.088000Z' },
    { when: 'more than a minute ahead', receivedAt: '2026-03-04T05:07:07.090000Z' },
  ])('that was wrong when the callback came, and is right again: $when', async ({ receivedAt }) => {
    const { table, functions, reports } = await receiver({ RETENTION_DAYS: '1' });
    await deliver(functions, relayed(joined, { receivedAt }));

    const [record] = await everyRecord(table);
    expect(record).toMatchObject({ receivedAt: '2026-03-04T05:06:07.089000Z', relay: { receivedAt } });
    expect(record).not.toHaveProperty('recordedAt');
    expect(reports).toMatchObject([{ isRelayClockWrong: true, deliveryAgeMs: undefined }]);
  });

  it('orders the events of two relays and of OpenIM itself by their clocks, up to a minute', async () => {
    const { table, functions } = await receiver();
    const operation = (operationID: string) => ({ ...joined, operationID });
    // All three came at the same time. The first clock is 40 s ahead, the second one 40 s behind.
    const ahead = [1, 2].map((sequence) =>
      relayed(operation(`ahead ${sequence}`), { sequence, receivedAt: `2026-03-04T05:06:47.00${sequence}000Z` }),
    );
    const behind = [1, 2].map((sequence) =>
      relayed(operation(`behind ${sequence}`), { sequence, receivedAt: `2026-03-04T05:05:27.00${sequence}000Z` }),
    );
    for (const request of [...ahead].reverse())
      await deliver(functions, request, { headers: { 'x-relay-sent-at': '2026-03-04T05:06:47.089Z' } });
    await call(functions, 'after-join-group', { body: operation('direct'), receivedAt: NOW });
    for (const request of [...behind].reverse())
      await deliver(functions, request, { headers: { 'x-relay-sent-at': '2026-03-04T05:05:27.089Z' } });

    const records = await found(table, { index: 'byGroup', id: 'g-100' });
    expect(
      records.map(({ operationID, receivedAt, recordedAt }) => [operationID, receivedAt.slice(14), recordedAt]),
    ).toEqual([
      ['direct', '06:07.089002Z', undefined],
      ['ahead 1', '06:07.089001Z', undefined],
      ['ahead 2', '06:07.089000Z', undefined],
      ['behind 2', '05:27.002000Z', NOW],
      ['behind 1', '05:27.001000Z', NOW],
    ]);
  });

  it('counts after an outage of a year', async () => {
    const { table, functions, reports } = await receiver();
    await deliver(functions, relayed(joined, { receivedAt: '2025-03-03T05:06:07.089000Z' }));

    expect(await everyRecord(table)).toMatchObject([{ receivedAt: '2025-03-03T05:06:07.089000Z', recordedAt: NOW }]);
    expect(reports).toMatchObject([{ isRelayClockWrong: false }]);
  });

  it('never makes a record of the future', async () => {
    const { table, functions, reports } = await receiver();
    await deliver(functions, relayed(joined, { receivedAt: '2026-03-04T05:06:07.090000Z' }));

    const [record] = await everyRecord(table);
    expect(record).toMatchObject({
      receivedAt: '2026-03-04T05:06:07.089000Z',
      relay: { receivedAt: '2026-03-04T05:06:07.090000Z' },
    });
    expect(reports).toMatchObject([{ deliveryAgeMs: 0, isRelayClockWrong: false }]);
  });
});

describe('headers of a relay', () => {
  const headers = { 'x-relay-received-at': '2020-01-01T00:00:00.000000Z' };

  it.each([
    { who: 'a caller with another user name', sent: { ...headers, ...AUTHENTICATED }, settings: {} },
    { who: 'a user name in capitals', sent: { ...headers, Authorization: basic(TOKEN, 'Relay') }, settings: {} },
    {
      who: 'a relay, while no token is set',
      sent: headers,
      settings: { WEBHOOK_TOKEN_HASHES: '', ALLOW_UNAUTHENTICATED: 'true' },
    },
  ])('are ignored from $who', async ({ sent, settings }) => {
    const { table, functions, reports } = await receiver(settings);
    const request = relayed(joined, { verdict: { verdict: 'refuse', errCode: 1, reason: 'x' } });
    for (let time = 0; time < 2; time += 1) await deliver(functions, request, { headers: sent });

    const records = await everyRecord(table);
    expect(records.map(({ receivedAt, relay }) => [receivedAt.slice(0, 23), relay])).toEqual([
      ['2026-03-04T05:06:07.089', undefined],
      ['2026-03-04T05:06:07.089', undefined],
    ]);
    expect(records.filter(({ repeatOf }) => repeatOf)).toHaveLength(1);
    expect(reports.every(({ deliveryAgeMs }) => deliveryAgeMs === undefined)).toBe(true);
  });

  it('let nobody in without a token', async () => {
    const { table, functions } = await receiver();
    const sent = { headers: { Authorization: basic('wrong', 'relay') } };
    expect(await deliver(functions, relayed(joined), sent)).toMatchObject({ status: 401, answer: { nextCode: 1 } });
    expect(await everyItem(table)).toEqual([]);
  });

  it.each([
    { name: 'x-relay-id', value: 'not-a-uuid', kept: {} },
    { name: 'x-relay-sequence', value: '-1', kept: { id: true } },
    { name: 'x-relay-sequence', value: '9007199254740993', kept: { id: true } },
    { name: 'x-relay-received-at', value: '2026-13-01T00:00:00.000000Z', kept: { id: true, sequence: 1 } },
    { name: 'x-relay-received-at', value: 'yesterday', kept: { id: true, sequence: 1 } },
    { name: 'x-relay-sent-at', value: '', kept: { id: true, sequence: 1 } },
    { name: 'x-relay-verdict', value: '{"verdict":"maybe"}', kept: { id: true, sequence: 1 } },
    {
      name: 'x-relay-verdict',
      value: '{"verdict":"allow","errCode":1e300,"reason":""}',
      kept: { id: true, sequence: 1 },
    },
    { name: 'x-relay-verdict', value: 'null', kept: { id: true, sequence: 1 } },
    // Neither fits into an item of DynamoDB.
    {
      name: 'x-relay-others',
      value: `[{"name":"own","answer":{"ex":${'['.repeat(1_000)}${']'.repeat(1_000)}}}]`,
      kept: { id: true, sequence: 1 },
    },
    {
      name: 'x-relay-others',
      value: '[{"name":"own","answer":{"roleLevel":1e200}}]',
      kept: { id: true, sequence: 1 },
    },
  ])(
    'that are not valid are ignored with a reason, and nothing is lost: $name: $value',
    async ({ name, value, kept }) => {
      const { table, functions } = await receiver();
      const request = relayed(joined);
      expect(await deliver(functions, request, { headers: { [name]: value } })).toMatchObject({ status: 200 });

      const [record] = await everyRecord(table);
      expect(record).toMatchObject({ body: JSON.stringify(joined), outcome: 'recorded' });
      const expected = 'id' in kept ? { ...kept, id: request.id } : kept;
      expect(record?.relay).toEqual({ ...expected, ignored: `${name}: not valid` });
    },
  );

  it('keep answers of other servers as deep as DynamoDB stores them', async () => {
    const { table, functions } = await receiver();
    const levels = [26, 27, 28, 29, 30, 31];
    for (const level of levels) {
      const value = `[{"name":"own","answer":{"ex":${'['.repeat(level)}${']'.repeat(level)}}}]`;
      expect(await deliver(functions, relayed(joined), { headers: { 'x-relay-others': value } })).toMatchObject({
        status: 200,
      });
    }

    const kept = (await everyRecord(table)).filter(({ relay }) => relay?.others !== undefined);
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThan(levels.length);
  });

  it('are not needed: a relay may pass a request as it came', async () => {
    const { table, functions } = await receiver();
    await call(functions, 'after-join-group', { body: joined, headers: AS_RELAY });
    expect((await everyRecord(table))[0]).not.toHaveProperty('relay');
  });
});
