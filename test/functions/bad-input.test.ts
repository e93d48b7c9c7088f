import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authenticationProblem } from '../../functions/callback/authenticate.ts';
import type { Handler } from '../../functions/callback/pipeline.ts';
import { catalogue } from '../../functions/openim/catalogue.ts';
import { isOverwriting } from '../../functions/openim/overwriting.ts';
import { firstPersonOf } from '../../functions/openim/people.ts';
import { bodyOf } from '../support/bodies.ts';
import { call, loadFunctions } from '../support/call.ts';
import { startFaultyServer } from '../support/fault-proxy.ts';
import { AUTHENTICATED, basic, proxyEventOf, sha256, TOKEN } from '../support/proxy-event.ts';
import { sampled } from '../support/sampled.ts';
import { settleAll } from '../support/settle.ts';
import { auditTable, emptied, everyItem, everyRecord, found, type TestTable } from '../support/table.ts';

const verdicts = ['refuse', 'allow'] as const;
const rows = catalogue.flatMap((callback) =>
  verdicts.map((failureVerdict) => ({
    name: callback.name,
    timing: callback.timing,
    failureVerdict,
    /** An allowing answer without fields of the body would blank a group. */
    verdict: isOverwriting(callback) ? 'refuse' : failureVerdict,
    hasSecrets: callback.secrets !== undefined,
  })),
);

/** One after callback, one plain before callback, one that overwrites, and one with secrets. */
const SAMPLE = ['after-join-group', 'before-members-join-group', 'before-set-group-info', 'before-user-register'];

/** Both failure verdicts of the plain before callback. All others have the one that does not decide alone. */
const sample = sampled(
  rows,
  ({ name, failureVerdict }) =>
    SAMPLE.includes(name) && (failureVerdict === 'allow' || name === 'before-members-join-group'),
);

/** Codes for a callback that cannot be taken. An after callback has failed; a before callback gets the verdict. */
function failure(timing: 'after' | 'before', failureVerdict: 'refuse' | 'allow') {
  if (timing === 'after') return { actionCode: 1, nextCode: 0 };
  return { actionCode: 0, nextCode: failureVerdict === 'refuse' ? 1 : 0 };
}

/** Tests share it where an own table takes long. */
const shared = await auditTable(afterAll);
describe.each(sample)(
  '$name when failures $failureVerdict',
  ({ name, timing, failureVerdict, verdict, hasSecrets }) => {
    const valid = bodyOf(name);
    const bytes = (text: string) => Buffer.from(text, 'latin1');

    /** A table in which nothing may be written. */
    let untouched: TestTable;
    beforeAll(async () => {
      untouched = await auditTable(afterAll);
    });

    it.each([
      { sent: 'text', body: 'hello', reason: 'body is not JSON' },
      { sent: 'nothing', body: '', reason: 'body is not JSON' },
      { sent: 'null', body: 'null', reason: 'body must be a JSON object' },
      { sent: 'an array', body: '[]', reason: 'body must be a JSON object' },
      { sent: 'a string', body: '"{}"', reason: 'body must be a JSON object' },
      { sent: 'a cut object', body: '{"callbackCommand":', reason: 'body is not JSON' },
      { sent: 'a raw NUL', body: '{"callbackCommand":"\0"}', reason: 'body is not JSON' },
      { sent: 'bytes that are not UTF-8', body: bytes('{"groupID":"\xff"}'), reason: 'body is not UTF-8' },
      { sent: 'a prototype', body: '{"__proto__":{"groupID":"g"}}', reason: 'the key __proto__ is not allowed' },
      {
        sent: 'a hidden prototype',
        body: '{"\\u005f_proto__":{"groupID":"g"}}',
        reason: 'the key __proto__ is not allowed',
      },
      {
        sent: 'a constructor',
        body: '{"a":[{"constructor":{"prototype":{}}}]}',
        reason: 'the key constructor is not allowed',
      },
      { sent: 'no command', body: '{}', reason: 'callbackCommand is missing' },
      { sent: 'a number as command', body: '{"callbackCommand":1}', reason: 'callbackCommand must be a string' },
    ])('records $sent as malformed, to the byte, and says why', async ({ body, reason }) => {
      const table = await emptied(shared);
      const functions = await loadFunctions(table.endpoint, { FAILURE_VERDICT: failureVerdict });

      const { status, contentType, answer } = await call(functions, name, {
        body,
        receivedAt: '2026-03-04T05:06:07.089Z',
      });

      expect({ status, contentType }).toEqual({ status: 400, contentType: 'application/json' });
      expect(answer).toMatchObject({ ...failure(timing, verdict), errCode: 5400, errMsg: 'malformed callback' });
      const [record] = await everyItem(table);
      expect(record).toMatchObject({ outcome: 'malformed', reason: answer.errDlt });
      expect(record?.dayShard).toMatch(/^2026-03-04#[0-9]$/);
      // What may hold a secret is read only as JSON.
      const isDropped = hasSecrets && record?.redacted?.includes('body');
      expect(answer.errDlt).toMatch(isDropped ? 'body is not JSON' : reason);
      const kept = isDropped ? '' : (body as string);
      expect(Buffer.from(record?.bodyBytes ?? record?.body ?? '').equals(Buffer.from(kept))).toBe(true);
      expect(record?.decision?.verdict).toBe(timing === 'before' ? verdict : undefined);
    });

    it.each([
      { header: 'text/plain', sized: 'small' },
      { header: 'application/x-www-form-urlencoded', sized: 'small' },
      { header: 'application/jsonp', sized: 'small' },
      { header: '', sized: 'small' },
      { header: 'text/plain', sized: 'large', body: { ...valid, ex: 'x'.repeat(100_000) } },
    ])('does not read a $sized body sent as "$header"', async ({ header, body = valid }) => {
      const table = await emptied(shared);
      const functions = await loadFunctions(table.endpoint, { FAILURE_VERDICT: failureVerdict });

      const { status, answer } = await call(functions, name, {
        body,
        headers: { ...AUTHENTICATED, 'Content-Type': header },
        receivedAt: '2026-03-04T05:06:07.089Z',
      });

      expect(status).toBe(400);
      expect(answer).toMatchObject({ ...failure(timing, verdict), errCode: 5400 });
      expect(answer.errDlt).toBe('content-type must be application/json');
      const [record] = await everyRecord(table);
      expect(record).toMatchObject({ outcome: 'malformed', body: JSON.stringify(body) });
      expect(record?.userID).toBe(firstPersonOf(valid.callbackCommand, valid)?.userID);
      expect(record?.decision).toEqual(timing === 'before' ? { verdict, degraded: answer.errDlt } : undefined);
    });

    it('reads nothing of a request without a token', async () => {
      const functions = await loadFunctions(untouched.endpoint, { FAILURE_VERDICT: failureVerdict });
      const event = proxyEventOf({ body: valid, headers: {} });
      const read: unknown[] = [];
      Object.defineProperty(event, 'body', { get: () => read.push('body') });

      const { statusCode } = await (functions.get(name) as Handler)(event, {} as Context);

      expect({ statusCode, read }).toEqual({ statusCode: 401, read: [] });
    });

    it('takes a content type with more spaces than any header has', async () => {
      const functions = await loadFunctions(shared.endpoint, { FAILURE_VERDICT: failureVerdict });
      const headers = { ...AUTHENTICATED, 'Content-Type': `application/json${' '.repeat(1_000_000)};${' '.repeat(9)}` };

      expect((await call(functions, name, { body: valid, headers })).status).toBe(200);
    });

    it("does not take another callback's body", async () => {
      const table = await emptied(shared);
      const functions = await loadFunctions(table.endpoint, { FAILURE_VERDICT: failureVerdict });
      const body = { ...valid, callbackCommand: 'callbackAfterSomethingElseCommand', groupID: 'g-1' };

      const { status, answer } = await call(functions, name, { body });

      expect(status).toBe(400);
      expect(answer).toMatchObject({ ...failure(timing, verdict), errCode: 5409 });
      expect(await found(table, { index: 'byGroup', id: 'g-1' })).toMatchObject([
        { outcome: 'malformed', body: JSON.stringify(body) },
      ]);
    });

    it.each([
      { with: 'no credential', headers: { Authorization: '' } },
      { with: 'another token', headers: { Authorization: basic(`${TOKEN}x`) } },
      { with: 'the token as user name', headers: { Authorization: basic('', TOKEN) } },
      { with: 'the hash of the token', headers: { Authorization: basic(sha256(TOKEN)) } },
      { with: 'another scheme', headers: { Authorization: `Bearer ${TOKEN}` } },
      { with: 'text that is not base64', headers: { Authorization: 'Basic {}' } },
    ])('refuses a caller with $with, and keeps nothing', async ({ headers }) => {
      const functions = await loadFunctions(untouched.endpoint, { FAILURE_VERDICT: failureVerdict });

      const { status, answer } = await call(functions, name, { body: valid, headers });

      expect(status).toBe(401);
      expect(answer).toEqual({ actionCode: 0, errCode: 5401, errMsg: 'not authenticated', errDlt: '', nextCode: 1 });
      expect(await everyItem(untouched)).toEqual([]);
    });
  },
);

it.each(['refuses', 'hangs'] as const)('answers in the envelope when the table %s', async (fault) => {
  const { endpoint } = await startFaultyServer(fault);
  const functions = {
    refuse: await loadFunctions(endpoint, { FAILURE_VERDICT: 'refuse' }),
    allow: await loadFunctions(endpoint, { FAILURE_VERDICT: 'allow' }),
  };

  const context = { getRemainingTimeInMillis: () => 800 };

  const replies = await settleAll(
    rows.map(({ name, failureVerdict }) => call(functions[failureVerdict], name, { body: bodyOf(name) }, context)),
  );

  for (const [index, { name, timing, failureVerdict }] of rows.entries())
    expect(replies[index], `${name}, ${failureVerdict}`).toMatchObject({
      status: 503,
      answer: { ...failure(timing, failureVerdict), errCode: 5503 },
    });
});

describe('names each field that is wrong', () => {
  it.each([
    { name: 'after-join-group', change: { groupID: undefined }, errDlt: 'groupID is missing' },
    { name: 'after-join-group', change: { inviterUserID: undefined }, errDlt: 'userID is missing' },
    { name: 'after-join-group', change: { inviterUserID: '' }, errDlt: 'userID must not be empty' },
    { name: 'after-join-group', change: { userID: 7 }, errDlt: 'userID must be a string' },
    {
      name: 'after-join-group',
      change: { groupID: 5, joinSource: '3' },
      errDlt: 'groupID must be a string; joinSource must be a 32-bit integer',
    },
    { name: 'after-join-group', change: { joinSource: 2 ** 31 }, errDlt: 'joinSource must be a 32-bit integer' },
    { name: 'after-dismiss-group', change: { ownerID: null }, errDlt: 'ownerID is missing' },
    { name: 'after-dismiss-group', change: { groupType: 'two' }, errDlt: 'groupType must be a 32-bit integer' },
    { name: 'after-dismiss-group', change: { membersID: 'u-1' }, errDlt: 'membersID must be a list of strings' },
    { name: 'after-dismiss-group', change: { membersID: ['u-1', 2] }, errDlt: 'membersID must be a list of strings' },
    { name: 'after-set-group-info-ex', change: { groupID: '' }, errDlt: 'groupID must not be empty' },
    { name: 'after-set-group-info-ex', change: { groupName: { value: 1 } }, errDlt: 'groupName must be a string' },
    {
      name: 'after-set-group-info-ex',
      change: { lookMemberInfo: 0.5 },
      errDlt: 'lookMemberInfo must be a 32-bit integer',
    },
    { name: 'before-set-group-member-info', change: { userID: undefined }, errDlt: 'userID is missing' },
    {
      name: 'before-set-group-member-info',
      change: { roleLevel: 'owner' },
      errDlt: 'roleLevel must be a 32-bit integer',
    },
    { name: 'before-set-group-member-info', change: { nickName: ['x'] }, errDlt: 'nickName must be a string' },
    {
      name: 'before-create-group',
      change: { groupName: 7, initMemberList: [{ userID: 'u', roleLevel: '60' }] },
      errDlt:
        'groupName must be a string; initMemberList must be a list of objects with a userID and a numeric roleLevel',
    },
    { name: 'before-set-group-info', change: { notification: 1 }, errDlt: 'notification must be a string' },
    { name: 'before-set-group-info-ex', change: { groupID: '' }, errDlt: 'groupID must not be empty' },
    {
      name: 'before-user-register',
      change: { users: [{ userID: 'u', nickname: 7 }] },
      errDlt: 'users must be a list of objects with a userID and a textual nickname, faceURL and ex',
    },
    { name: 'before-update-user-info', change: { userID: null }, errDlt: 'userID is missing' },
    { name: 'before-update-user-info-ex', change: { faceURL: [] }, errDlt: 'faceURL must be a string' },
  ] as const)('$name with $change: $errDlt', async ({ name, change, errDlt }) => {
    const table = await auditTable();
    const functions = await loadFunctions(table.endpoint);

    const { status, answer } = await call(functions, name, { body: { ...bodyOf(name), ...change } });

    expect({ status, errCode: answer.errCode, errDlt: answer.errDlt }).toEqual({ status: 400, errCode: 5400, errDlt });
    expect(await everyItem(table)).toMatchObject([{ outcome: 'malformed', reason: errDlt }]);
  });
});

describe('survives what JSON can hold', () => {
  const base = '"callbackCommand":"callbackAfterJoinGroupCommand","groupID":"g","userID":"u"';
  const deep = (levels: number) => '{"a":'.repeat(levels) + 1 + '}'.repeat(levels);

  it.each([
    { with: 'a lone surrogate', body: `{${base},"ex":"a\\ud800b"}`, event: { ex: 'a\uFFFDb' } },
    { with: 'U+0000', body: `{${base},"ex":"a\\u0000b"}`, event: { ex: 'a\0b' } },
    { with: 'a duplicate key, where the last one wins', body: `{${base},"userID":"last"}`, event: { userID: 'last' } },
    { with: 'an empty key', body: `{${base},"":1}`, event: { groupID: 'g' } },
    { with: 'a group id that no key can hold', body: `{${base},"groupID":"${'长'.repeat(1_000)}"}`, event: {} },
    { with: '28 levels of something unknown', body: `{${base},"x":${deep(28)}}`, event: {} },
    { with: 'a 300 kB name', body: `{${base},"ex":"${'n'.repeat(300_000)}"}`, event: { ex: 'n'.repeat(300_000) } },
    { with: '300,000 escapes', body: `{${base},"ex":"${'\\u0001'.repeat(300_000)}"}`, event: {} },
    { with: 'an integer beyond what a double holds', body: `{${base},"x":12345678901234567890}`, event: {} },
  ])('takes $with', async ({ body, event }) => {
    const table = await auditTable();
    const functions = await loadFunctions(table.endpoint);

    const { status } = await call(functions, 'after-join-group', { body, receivedAt: '2026-03-04T05:06:07.089Z' });

    expect(status).toBe(200);
    const [record] = await everyRecord(table);
    expect(record).toMatchObject({ outcome: 'recorded', body, event });
  });

  const unstorable = [
    { with: '1e400', body: `{${base},"x":1e400}`, reason: 'x is a number out of range' },
    { with: '1e300', body: `{${base},"x":[{"y":1e300}]}`, reason: 'x[0].y is a number out of range' },
    { with: '40 levels', body: `{${base},"x":${deep(40)}}`, reason: /nested deeper than 30 levels$/ },
    {
      with: 'a name of 70 kB',
      body: `{${base},"${'n'.repeat(70_000)}":1}`,
      reason: /^"n{40}…" is a field name of more than 65535 bytes$/,
    },
    { with: 'megabytes of nothing', body: `{${base},"x":${'['.repeat(2_000_000)}`, reason: 'body is not JSON' },
  ];

  it.each(sampled(unstorable, (row) => row.with !== 'megabytes of nothing'))(
    'calls $with malformed',
    async ({ body, reason }) => {
      const table = await auditTable();
      const functions = await loadFunctions(table.endpoint);

      const { status } = await call(functions, 'after-join-group', { body, receivedAt: '2026-03-04T05:06:07.089Z' });

      expect(status).toBe(400);
      const [record] = await everyRecord(table);
      expect(record).toMatchObject({ outcome: 'malformed', body });
      expect(record?.reason).toMatch(reason);
    },
  );
});

it('is found by its day when its body names no group', async () => {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint);

  await call(functions, 'after-join-group', { body: 'hello', receivedAt: '2026-03-04T05:06:07.089Z' });

  expect(await found(table, { index: 'byDay', day: '2026-03-04' })).toMatchObject([
    { outcome: 'malformed', body: 'hello' },
  ]);
});

it('is not kept from a good callback by the same body that came with a wrong header before', async () => {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint);
  const body = bodyOf('after-join-group');

  await call(functions, 'after-join-group', { body, headers: { ...AUTHENTICATED, 'Content-Type': 'text/plain' } });
  await call(functions, 'after-join-group', {
    body,
    headers: { ...AUTHENTICATED, 'Content-Type': 'application/json ; charset=utf-8' },
  });

  const records = await found(table, { index: 'byGroup', id: 'g-100' });
  expect(records.map(({ outcome }) => outcome).sort()).toEqual(['malformed', 'recorded']);
});

it('finds a nested group in a malformed body', async () => {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint);
  const body = { callbackCommand: 'callbackAfterSetGroupInfoEXCommand', groupInfoForSet: { groupID: 'nested', ex: 1 } };

  await call(functions, 'after-set-group-info-ex', { body });

  expect(await found(table, { index: 'byGroup', id: 'nested' })).toMatchObject([{ outcome: 'malformed' }]);
});

it('answers our own failure in the envelope', async () => {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint);
  const event = { ...proxyEventOf({ body: {} }), requestContext: {} } as APIGatewayProxyEvent;

  const after = await functions.get('after-join-group')?.({ ...event }, {} as Context);
  const before = await functions.get('before-set-group-member-info')?.({ ...event }, {} as Context);

  expect(after?.statusCode).toBe(500);
  expect(JSON.parse(after?.body ?? '')).toMatchObject({ actionCode: 1, errCode: 5500, nextCode: 0 });
  expect(JSON.parse(before?.body ?? '')).toMatchObject({ actionCode: 0, errCode: 5500, nextCode: 1 });
});

it('takes both tokens while a token is being changed, and header names in any case', async () => {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint, {
    WEBHOOK_TOKEN_HASHES: `${sha256('old: token')}, ${sha256('新的')}`,
  });
  const body = bodyOf('after-join-group');

  const answers = [
    { authorization: basic('old: token') },
    { AUTHORIZATION: basic('新的', 'anyone') },
    { authorization: basic('third') },
  ].map((headers) => call(functions, 'after-join-group', { body, headers }));

  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200, 401]);
});

it('does not take an empty token, whatever its hash', () => {
  const tokenHashes = [Buffer.from(sha256(''), 'hex')];
  expect(authenticationProblem({ headers: { Authorization: basic('') } }, { tokenHashes })).toBe('notAuthenticated');
});

it.each([
  { settings: {}, page: 'of any site, which the browser gives a stored token', headers: AUTHENTICATED },
  { settings: { WEBHOOK_TOKEN_HASHES: '', ALLOW_UNAUTHENTICATED: 'true' }, page: 'without a token', headers: {} },
])('refuses and records nothing of a web page $page', async ({ settings, headers }) => {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint, { FAILURE_VERDICT: 'allow', ...settings });
  const body = bodyOf('after-join-group');
  const send = (own: Record<string, string>) =>
    call(functions, 'after-join-group', { body, headers: { ...headers, ...own } });

  const replies = await Promise.all([
    send({ Origin: 'http://example.com' }),
    send({ origin: '' }),
    send({ ORIGIN: 'null' }),
    send({ 'Sec-Fetch-Site': 'cross-site' }),
    send({ 'sec-fetch-site': 'same-origin' }),
  ]);

  for (const { status, answer } of replies) {
    expect(status).toBe(403);
    expect(answer).toMatchObject({ actionCode: 0, errCode: 5403, nextCode: 1 });
  }
  expect(await everyItem(table)).toEqual([]);
  expect((await send({ 'Sec-Fetch-Mode': 'cors' })).status).toBe(200);
});

it('answers an unknown command of the query in the envelope', async () => {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint, { FAILURE_VERDICT: 'allow' });

  const replies = await Promise.all([
    call(functions, 'by-query-command', { body: {}, query: { command: 'nobodyKnows' } }),
    call(functions, 'by-query-command', { body: {} }),
  ]);

  for (const { status, answer } of replies) {
    expect(status).toBe(404);
    expect(answer).toMatchObject({ actionCode: 0, errCode: 5404, nextCode: 1 });
  }
  expect(await everyItem(table)).toEqual([]);
});
