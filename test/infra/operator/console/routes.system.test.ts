import { describe, expect, it } from 'vitest';
import { ALL_GROUPS, listScope } from '../../../../functions/policy/stored-policy.ts';
import { putVersion } from '../../../../functions/policy/versions.ts';
import type { EventRow } from '../../../../infra/console/api.ts';
import { openConsole } from '../../../support/console.ts';
import { putRecorded, recorded } from '../../../support/recorded.ts';
import { auditTable } from '../../../support/table.ts';

const HOSTILE = '</script><script>alert(1)</script>\u202E\u0000"\\\u2028你好';
const NOW = Date.now();
const ago = (seconds: number) => new Date(NOW - seconds * 1_000);
const joined = (userID: string, seconds: number, groupID = 'g') =>
  recorded({ callback: 'AfterJoinGroup', event: { groupID, userID }, at: ago(seconds) });

const refused = recorded({
  callback: 'BeforeSetGroupMemberInfo',
  event: { groupID: 'g', userID: 'u1', nickName: HOSTILE },
  at: ago(1),
  outcome: 'refused',
  decision: {
    verdict: 'refuse',
    mode: 'enforce',
    rules: [{ id: 'staff', field: 'nickName', action: 'refuse', why: HOSTILE, errCode: 5001, errMsg: 'No.' }],
    changes: { nickName: { before: HOSTILE, after: 'x' } },
    policyVersion: { all: 1 },
  },
});

async function consoleOf(...records: Parameters<typeof putRecorded>[1][]) {
  const audit = await auditTable();
  await putRecorded(audit, ...records);
  return openConsole(audit);
}

const q = (line: string) => `q=${encodeURIComponent(line)}`;

/** Reads all pages of a list. A page may be empty, because an answer does not wait for a long search. */
async function allEvents(json: Awaited<ReturnType<typeof consoleOf>>['json'], parameters: string): Promise<EventRow[]> {
  const found: EventRow[] = [];
  let cursor = '';
  do {
    const { status, answer } = await json(`/api/events?${parameters}&cursor=${cursor}`);
    expect(status).toBe(200);
    expect(answer.requests).toBeGreaterThan(0);
    found.push(...answer.events);
    cursor = answer.cursor ?? '';
  } while (cursor !== '');
  return found;
}

describe('/api/events', () => {
  it('pages through everything once, newest first', async () => {
    const records = Array.from({ length: 23 }, (_, index) => joined(`u${index}`, index));
    const { json } = await consoleOf(...records);

    const found = await allEvents(json, 'limit=5');

    expect(found.map(({ eventID }) => eventID)).toEqual(records.map(({ eventID }) => eventID));
    expect(found[0]).toMatchObject({
      ...{ callback: 'AfterJoinGroup', timing: 'after', groupID: 'g', userID: 'u0', role: 'joined' },
    });
  });

  it.each([
    { line: 'outcome:refused', finds: 1 },
    { line: '-outcome:refused', finds: 2 },
    { line: 'group:g2', finds: 1 },
    { line: 'user:u1', finds: 2 },
    { line: 'rule:staff', finds: 1 },
    { line: '"你好"', finds: 1 },
    { line: 'since:90m', finds: 2 },
    { line: 'rule:other', finds: 0 },
  ])('finds $finds for $line', async ({ line, finds }) => {
    const { json } = await consoleOf(refused, joined('u1', 2), joined('u2', 6_000, 'g2'));

    expect(await allEvents(json, q(line))).toHaveLength(finds);
  });
});

it('takes IDs with any characters', async () => {
  const id = 'a/b #?%2F&你';
  const first = joined('u1', 5, id);
  const repeat = { ...first, eventID: `${first.eventID}#request/2`, repeatOf: first.eventID };
  const { json } = await consoleOf(first, repeat);

  expect((await json(`/api/groups/${encodeURIComponent(id)}/story`)).answer).toMatchObject({
    groupID: id,
    rowsRead: 2,
  });
  expect((await json(`/api/events/${encodeURIComponent(repeat.eventID)}`)).answer).toMatchObject({
    row: { eventID: repeat.eventID, repeatOf: first.eventID, groupID: id },
  });
  expect((await json(`/api/events?${q(`group:"${id}"`)}`)).answer.events).toHaveLength(2);
});

it('counts the events of a query by time, callback and outcome', async () => {
  const { json } = await consoleOf(refused, joined('u1', 2), joined('u2', 3), joined('u3', 600));

  const { answer } = await json('/api/timeline?bucketMs=60000&q=group:g');

  const counts = new Map<string, number>();
  for (const { at, callback, outcome, count } of answer.buckets) {
    expect(at % 60_000).toBe(0);
    counts.set(`${callback} ${outcome}`, (counts.get(`${callback} ${outcome}`) ?? 0) + count);
  }
  expect(Object.fromEntries(counts)).toEqual({ 'BeforeSetGroupMemberInfo refused': 1, 'AfterJoinGroup recorded': 3 });
});

it('explains one record, with texts as others wrote them', async () => {
  const { json } = await consoleOf(refused);

  const { answer } = await json(`/api/events/${refused.eventID}`);

  expect(answer).toMatchObject({
    row: { eventID: refused.eventID, outcome: 'refused', timing: 'before' },
    sentence: expect.stringContaining('was about to change the information of u1 in the group g'),
    verdict: [
      'The request was refused.',
      expect.stringContaining('The rule staff refused nickName'),
      expect.anything(),
      expect.anything(),
    ],
    changes: [{ field: 'nickName', before: HOSTILE, after: 'x', isMade: false }],
    body: { state: 'whole', text: refused.body, encoding: 'utf8', redacted: [] },
    answer: { status: 200, doubts: [] },
  });
  expect(JSON.parse(answer.fields.find(({ name }: { name: string }) => name === 'nickName').json)).toBe(HOSTILE);
  expect(JSON.parse(answer.answer.json)).toMatchObject({ errCode: 5001, nextCode: 1 });
});

it('says of one record what the relay said that delivered it', async () => {
  const others = [
    { name: HOSTILE, answer: { nextCode: 0, nickname: HOSTILE }, replaced: { nickname: 'Bob' }, isShortened: true },
    { name: 'away', error: 'no answer' },
  ];
  const verdict = { verdict: 'refuse', errCode: 5502, reason: HOSTILE } as const;
  const delivered = { ...refused, relay: { id: 'r-1', sequence: 7, verdict, others } };
  const withWrongClock = {
    ...joined('u1', 3),
    relay: { id: 'r-2', sequence: 8, receivedAt: '1970-01-01T00:00:00.000000Z', ignored: 'x-relay-verdict: not valid' },
  };
  const { json } = await consoleOf(delivered, withWrongClock, joined('u2', 5));
  const relayOf = async ({ eventID }: { eventID: string }) => (await json(`/api/events/${eventID}`)).answer.relay;

  expect(await relayOf(delivered)).toEqual({
    ...{ id: 'r-1', sequence: 7, receivedAt: refused.receivedAt, isOwnClock: false, verdict },
    others: [
      {
        name: HOSTILE,
        json: expect.toSatisfy((text) => JSON.parse(text).nickname === HOSTILE),
        replacedJson: '{"nickname":"Bob"}',
        isShortened: true,
      },
      { name: 'away', error: 'no answer' },
    ],
  });
  expect(await relayOf(withWrongClock)).toEqual({
    ...{ id: 'r-2', sequence: 8, receivedAt: '1970-01-01T00:00:00.000000Z', isOwnClock: true, others: [] },
    ignored: 'x-relay-verdict: not valid',
  });
  expect(await relayOf(joined('u2', 5))).toBeUndefined();
});

it('tells who was in a group, and where a user was', async () => {
  const kicked = recorded({
    callback: 'AfterKickGroup',
    event: { groupID: 'g', kickedUserIDs: ['u1', 'u2'] },
    at: ago(1),
  });
  const named = recorded({ callback: 'AfterSetGroupInfo', event: { groupID: 'g', groupName: HOSTILE }, at: ago(2) });
  const { json } = await consoleOf(joined('u1', 10), joined('u2', 9), joined('u2', 8, 'other'), named, kicked);

  const { answer: group } = await json('/api/groups/g/story');
  const { answer: user } = await json('/api/users/u2/story');

  expect(group).toMatchObject({
    name: HOSTILE,
    stays: [
      { userID: 'u1', end: 'kicked', until: kicked.receivedAt },
      { userID: 'u2', end: 'kicked', until: kicked.receivedAt },
    ],
    changes: [{ kind: 'joined' }, { kind: 'joined' }, { kind: 'kicked', userIDs: ['u1', 'u2'] }],
    rowsRead: 4,
  });
  expect(group.readBackTo).toBeUndefined();
  expect(user).toMatchObject({
    groups: [
      { groupID: 'g', events: 2, stays: [{ end: 'kicked', until: kicked.receivedAt }] },
      { groupID: 'other', events: 1, stays: [{ from: expect.any(String) }] },
    ],
    callbacks: { AfterJoinGroup: 2, AfterKickGroup: 1 },
  });
});

describe('policies', () => {
  const document = {
    nickName: [
      { id: 'short', kind: 'length', max: 3 },
      { id: 'rude', kind: 'terms', lists: ['bad'] },
    ],
  };
  const details = { changedAt: new Date(NOW).toISOString(), author: 'me', note: HOSTILE };

  it('shows those in force, with the lists that they use', async () => {
    const { json, policy } = await consoleOf();
    await putVersion(policy, listScope('bad'), ['spam'], details);
    await putVersion(policy, 'g', document, details);
    await putVersion(policy, ALL_GROUPS, { mode: 'monitor' }, details);
    await putVersion(policy, 'gone', undefined, details);

    expect((await json('/api/policies')).answer).toEqual({
      policies: [
        { scope: '*', version: 1, ...details, document: { mode: 'monitor' } },
        { scope: 'g', version: 1, ...details, document: expect.objectContaining({ nickName: expect.anything() }) },
      ],
      lists: [{ name: 'bad', version: 1, terms: 1, usedBy: ['g'] }],
    });
  });

  it.each([
    {
      name: 'a draft',
      draft: { document, lists: { bad: ['spam'] } },
      request: { nickName: 'spam' },
      verdict: 'refuse',
    },
    {
      name: 'a draft that allows',
      draft: { document, lists: { bad: ['spam'] } },
      request: { nickName: 'abc' },
      verdict: 'allow',
    },
    { name: 'what is in force', draft: undefined, request: { nickName: 'abcd' }, verdict: 'refuse' },
  ])('tries a request on $name', async ({ draft, request, verdict }) => {
    const { post, policy } = await consoleOf();
    await putVersion(policy, ALL_GROUPS, { nickName: [{ id: 'short', kind: 'length', max: 3 }] }, details);

    const { status, answer } = await post('/api/try', { ...(draft && { draft }), request });

    expect(status).toBe(200);
    expect(answer).toMatchObject({ door: 'member', decision: { verdict }, lines: [verdict, ...answer.lines.slice(1)] });
  });

  it('previews a draft on recorded requests', async () => {
    const { post } = await consoleOf(refused, joined('u1', 5));

    const { answer } = await post('/api/preview', {
      draft: { document: { nickName: [{ id: 'long', kind: 'length', max: 99 }] } },
    });

    expect(answer).toMatchObject({
      isComplete: true,
      counts: { requests: 1, differing: 1, verdicts: { allow: 1, refuse: 0 } },
      requests: [{ eventID: refused.eventID, verdictThen: 'refuse', verdictNow: 'allow', door: 'member' }],
    });
  });

  it.each([
    {
      body: { draft: { document: { nickName: [{ id: 'x', kind: 'no' }] } }, request: {} },
      says: 'nickName.0.kind: unknown kind',
    },
    { body: { draft: { document }, request: {} }, says: 'The list bad is not in force' },
    { body: { draft: { document, lists: { bad: [7] } }, request: {} }, says: 'draft.lists.bad.0' },
    { body: { request: { nickname: 'x' } }, says: 'unknown field nickname' },
    { body: { request: { nickName: 'x' }, group: '*' }, says: "can't have a policy of its own" },
  ])('says what is wrong with a draft: $says', async ({ body, says }) => {
    const { post } = await consoleOf();

    const { status, answer } = await post('/api/try', body);

    expect(status).toBe(422);
    expect(JSON.stringify(answer)).toContain(says);
  });

  it('stores nothing', async () => {
    const { json, post } = await consoleOf(refused);
    const draft = { document, lists: { bad: ['spam'] } };

    await post('/api/try', { draft, request: { nickName: 'spam' } });
    await post('/api/preview', { draft });

    expect((await json('/api/policies')).answer).toEqual({ policies: [], lists: [] });
    expect((await json('/api/events')).answer.events).toHaveLength(1);
  });
});

it('shows the last record where the receiver is elsewhere', async () => {
  const { json } = await consoleOf(joined('u1', 5), refused);

  expect((await json('/api/health')).answer).toEqual({
    now: expect.any(String),
    place: 'here',
    lastCall: { at: refused.receivedAt, callback: 'BeforeSetGroupMemberInfo', outcome: 'refused' },
  });
});

it('says that DynamoDB does not answer', async () => {
  const audit = await auditTable();
  const { json } = await openConsole({ ...audit, name: 'another-table' });

  expect(await json('/api/events')).toMatchObject({ status: 503, answer: { error: { code: 'database' } } });
});

it('shows records without the name of the policy table, and says how to have policies', async () => {
  const { json, post } = await openConsole(await auditTable(), { policy: undefined });

  expect((await json('/api/events')).status).toBe(200);
  for (const { status, answer } of [await json('/api/policies'), await post('/api/try', { request: {} })]) {
    expect(status).toBe(404);
    expect(answer.error.message).toContain('--policy-table');
  }
});
