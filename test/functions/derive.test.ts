import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { unpacked } from '../../functions/audit/readable.ts';
import { createPublish } from '../../functions/derivation/bus.ts';
import type { DerivationOptions } from '../../functions/derivation/derivation.ts';
import { createPacer } from '../../functions/derivation/pacer.ts';
import type { Slice } from '../../functions/derivation/slices.ts';
import { createHandler } from '../../functions/derive.ts';
import { peopleOf } from '../../functions/openim/people.ts';
import { routes } from '../../infra/routes.ts';
import { bodyOf } from '../support/bodies.ts';
import { call, loadFunctions } from '../support/call.ts';
import { startEventBus } from '../support/event-bus.ts';
import { sampled } from '../support/sampled.ts';
import { isFirstOfItsPath, realRequests } from '../support/send-callback.ts';
import { changeOf, insertsOf, isRecord } from '../support/stream.ts';
import { auditTable, everyItem, everyRecord } from '../support/table.ts';

const DISMISS = 'after-dismiss-group';
const dismissal = (members: number) => ({
  ...bodyOf(DISMISS),
  membersID: Array.from({ length: members }, (_, index) => `m-${index}`),
});

/** A table with what the functions wrote, and the function that derives from it. */
async function derivation(more: Partial<DerivationOptions> = {}) {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint);
  const notDerived: string[] = [];
  const changed: string[] = [];
  const options = { table, pacer: createPacer(100_000, () => performance.now()), ...more };
  const derive = createHandler(options, {
    reportNotDerived: (id) => notDerived.push(id),
    reportChanged: (id) => changed.push(id),
  });
  const records = async () => (await everyItem(table)).filter(isRecord);
  const entries = async () =>
    (await everyItem(table)).filter((item) => 'entryOf' in item).sort((a, b) => (a.eventID < b.eventID ? -1 : 1));
  const run = (event: Parameters<typeof derive>[0]) => derive(event, {} as Context);
  return { table, functions, run, records, entries, notDerived, changed };
}

it('derives the same from a packed record, and shows what changes in it', async () => {
  const published: unknown[] = [];
  const drifts: unknown[] = [];
  const { table, functions, run, records, entries } = await derivation({
    publish: async (record) => void published.push(record),
    onDrift: ({ field }) => drifts.push(field),
  });
  const body = { ...dismissal(300), newField: 'x' };
  // The first record of a process is not packed.
  for (const each of [dismissal(2), body]) await call(functions, DISMISS, { body: each });
  const packed = (await records()).filter((item) => 'packed' in item);
  expect(packed).toHaveLength(1);

  expect(await run(insertsOf(packed))).toEqual({ batchItemFailures: [] });
  await run(changeOf(packed[0] ?? {}, { ...packed[0], packed: Buffer.from('damaged') }));

  expect((await entries()).map(({ userID }) => userID)).toEqual(expect.arrayContaining(['m-1', 'm-299']));
  expect(published).toMatchObject([{ event: { membersID: body.membersID }, body: JSON.stringify(body) }]);
  expect(published[0]).not.toHaveProperty('packed');
  expect(drifts).toEqual(['newField']);
  const change = (await everyRecord(table)).find(({ command }) => command === 'auditRecordChanged');
  expect(change?.event).toEqual({
    changed: packed[0]?.eventID,
    change: 'modified',
    before: { event: expect.stringContaining('"m-299"'), body: JSON.stringify(body) },
    after: { reason: 'its packed event and body are damaged' },
  });
});

it('puts an entry for each further person, with all roles, in the index byUser alone', async () => {
  const { functions, run, records, entries } = await derivation();
  await call(functions, DISMISS, { body: { ...dismissal(2), ownerID: 'm-1' } });
  const [record] = await records();

  expect(await run(insertsOf(await records()))).toEqual({ batchItemFailures: [] });

  expect(record).toMatchObject({ userID: 'm-1', role: 'owner, member' });
  expect(await entries()).toEqual([
    {
      eventID: expect.stringMatching(new RegExp(`^${record?.eventID}@[0-9a-f]{16}$`)),
      entryOf: record?.eventID,
      userID: 'm-0',
      role: 'member',
      ofGroup: record?.groupID,
      receivedAt: record?.receivedAt,
      command: record?.command,
      outcome: 'recorded',
      summary: record?.summary,
    },
  ]);
});

it.each([
  {
    about: 'a join whose fields are wrapped',
    name: 'after-join-group' as const,
    body: { ...bodyOf('after-join-group'), userID: { value: 'u-1' }, inviterUserID: 'u-2' },
    people: { 'u-1': 'joined', 'u-2': 'inviter' },
  },
  {
    about: 'members beside an empty userID',
    name: 'before-members-join-group' as const,
    body: { ...bodyOf('before-members-join-group'), userID: '', memberList: [{ userID: 'u-1' }, { userID: 'u-2' }] },
    people: { 'u-1': 'joined', 'u-2': 'joined' },
  },
])('finds everyone in $about', async ({ name, body, people }) => {
  const { table, functions, run, records } = await derivation();
  await call(functions, name, { body });

  await run(insertsOf(await records()));

  const found = (await everyItem(table)).map(({ userID, role }) => [userID, role]);
  expect(Object.fromEntries(found)).toEqual(people);
});

it('makes at most 100 entries of the mentions in a message', async () => {
  const { functions, run, records, entries } = await derivation();
  const command = 'callbackBeforeSendGroupMsgCommand';
  const atUserList = Array.from({ length: 3_000 }, (_, index) => `v-${index}`);
  const body = { callbackCommand: command, sendID: 'm', groupID: 'g', content: 'hi', atUserList };
  await call(functions, 'other-callback', { body, pathParameters: { command } });

  await run(insertsOf(await records()));

  expect(await entries()).toHaveLength(100);
});

it('gives entries the time at which their record expires', async () => {
  const { table, run, records, entries } = await derivation();
  const functions = await loadFunctions(table.endpoint, { RETENTION_DAYS: '30' });
  await call(functions, DISMISS, { body: dismissal(1) });

  await run(insertsOf(await records()));

  const [record] = await records();
  expect((await entries()).map(({ expiresAt }) => expiresAt)).toEqual([record?.expiresAt]);
});

it('changes nothing when a batch comes again, in another order', async () => {
  const { functions, run, records, entries } = await derivation();
  await call(functions, DISMISS, { body: dismissal(3) });
  await call(functions, DISMISS, { body: { ...dismissal(3), groupID: 'g-other' } });
  await run(insertsOf(await records()));
  const first = await entries();

  await run(insertsOf((await records()).toReversed()));

  expect(await entries()).toEqual(first);
  expect(first).toHaveLength(6);
});

it('asks for what failed again, and for nothing before that', async () => {
  const bus = await startEventBus();
  const client = new EventBridgeClient({
    endpoint: bus.endpoint,
    region: 'local',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  const { functions, run, records, entries, notDerived } = await derivation({ publish: createPublish(client, 'bus') });
  for (const groupID of ['g-1', 'g-2', 'g-3']) await call(functions, DISMISS, { body: { ...dismissal(2), groupID } });
  const batch = insertsOf(await records());
  bus.failNext(1);

  const { batchItemFailures } = await run(batch);
  expect(batchItemFailures).toHaveLength(1);
  expect(notDerived).toHaveLength(1);
  await run(batch);

  expect(await entries()).toHaveLength(6);
  expect(new Set(bus.events.map(({ Detail }) => JSON.parse(Detail).groupID))).toEqual(new Set(['g-1', 'g-2', 'g-3']));
});

/** Slices of 2,020 people by their place, as they come, and how many entries they make. The sample is without the slice of 2,000. */
const COMING = sampled(
  [
    { slices: [1, 1], written: 20 },
    { slices: [1, 0, 1], written: 2_020 },
  ],
  ({ slices }) => !slices.includes(0),
);

it.each(COMING)(
  'writes $written entries of more than 100 people in slices, which come as $slices',
  async (coming) => {
    const sent: Slice[] = [];
    const { functions, run, records, entries } = await derivation({
      sendSlices: async (slices) => {
        sent.push(...slices);
      },
    });
    await call(functions, DISMISS, { body: dismissal(2_020) });

    await run(insertsOf(await records()));
    expect(await entries()).toEqual([]);
    const messages = coming.slices.map((place, index) => ({
      messageId: String(index),
      body: JSON.stringify(sent[place]),
    }));
    for (const message of messages)
      expect(await run({ Records: [message] } as never)).toEqual({ batchItemFailures: [] });

    expect(sent).toHaveLength(2);
    expect(new Set((await entries()).map(({ userID }) => userID)).size).toBe(coming.written);
    expect(await entries()).toHaveLength(coming.written);
  },
  120_000,
);

it('reports a message that is not a slice', async () => {
  const { run, notDerived } = await derivation();

  const Records = [{ messageId: 'm-1', body: '{"from":0}' }];
  expect(await run({ Records } as never)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-1' }] });
  expect(notDerived).toEqual(['m-1']);
});

describe('changes of what was written once', () => {
  const CORRECTION = { outcome: 'refused', decision: { verdict: 'refuse' }, correctedBy: 'e-2' };
  const record = {
    eventID: 'e-1',
    command: 'callbackAfterJoinGroupCommand',
    outcome: 'recorded',
    groupID: 'g-1',
    requestID: 'r',
  };

  it('puts a change down beside the log, and reports it', async () => {
    const { run, records, changed } = await derivation();

    await run(changeOf(record, { ...record, outcome: 'refused' }));

    expect(await records()).toMatchObject([
      {
        command: 'auditRecordChanged',
        groupID: 'g-1',
        event: { changed: 'e-1', change: 'modified', before: { outcome: 'recorded' }, after: { outcome: 'refused' } },
      },
    ]);
    expect(changed).toEqual(['e-1']);
  });

  it('puts a change of a long text and of a number of any size down', async () => {
    const { run, records } = await derivation();
    const before = { ...record, reason: 'x'.repeat(1_200) };

    await run(changeOf(before, { ...before, reason: 'y'.repeat(1_200), note: 10n ** 20n - 1n }));

    expect((await records()).map((item) => unpacked(item))).toMatchObject([
      { event: { after: { note: '99999999999999999999' } } },
    ]);
  });

  it('puts a deletion before its time down, and reports it', async () => {
    const { run, records, changed } = await derivation();

    await run(changeOf({ ...record, expiresAt: 1_800_000_001 }));

    expect(await records()).toMatchObject([{ event: { changed: 'e-1', change: 'deleted', before: record } }]);
    expect(changed).toEqual(['e-1']);
  });

  it('passes over an item whose time had come', async () => {
    const { run, records, changed } = await derivation();

    await run(changeOf({ ...record, expiresAt: 1_799_999_999 }));

    expect([await records(), changed]).toEqual([[], []]);
  });

  it('puts the correction of a superseded record down, and does not report it', async () => {
    const { run, records, changed } = await derivation();

    await run(changeOf(record, { ...record, ...CORRECTION }));

    expect(await records()).toMatchObject([{ event: { change: 'corrected' } }]);
    expect(changed).toEqual([]);
  });

  it.each([
    { about: 'to an allowing outcome', before: record, after: { outcome: 'allowed', decision: { verdict: 'allow' } } },
    { about: 'of what was corrected before', before: { ...record, ...CORRECTION }, after: { outcome: 'refused' } },
  ])('reports a marked change $about', async ({ before, after }) => {
    const { run, changed } = await derivation();

    await run(changeOf(before, { ...record, ...CORRECTION, correctedBy: 'e-3', ...after }));

    expect(changed).toEqual(['e-1']);
  });

  it('reports a change that only claims to be a correction', async () => {
    const { run, changed } = await derivation();

    await run(changeOf(record, { ...record, ...CORRECTION, groupID: 'g-2' }));

    expect(changed).toEqual(['e-1']);
  });
});

it('publishes a valid event for every body of a running server, and finds everyone in it', async () => {
  const bus = await startEventBus();
  const client = new EventBridgeClient({
    endpoint: bus.endpoint,
    region: 'local',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  const { table, functions, run, records } = await derivation({ publish: createPublish(client, 'bus') });
  const requests = sampled(realRequests(), isFirstOfItsPath);
  for (const [index, { path, body }] of requests.entries()) {
    const [command = ''] = path.slice(1).split('?');
    const name = routes.get(`/${command}`) ?? 'other-callback';
    await call(functions, name, { body, path: `/${command}`, pathParameters: { command }, requestID: `r-${index}` });
  }

  for (const record of await records()) expect(await run(insertsOf([record]))).toEqual({ batchItemFailures: [] });

  expect(bus.events).toHaveLength(requests.length);
  const items = await everyItem(table);
  for (const [index, { body }] of requests.entries()) {
    const record = items.find(({ requestID }) => requestID === `r-${index}`);
    const people = peopleOf(JSON.parse(body).callbackCommand, JSON.parse(body));
    const found = items.filter(({ eventID, entryOf }) => [eventID, entryOf].includes(record?.eventID));
    expect(
      found.flatMap(({ userID, role }) => (userID === undefined ? [] : [`${userID}: ${role}`])).sort(),
      body,
    ).toEqual(people.map(({ userID, roles }) => `${userID}: ${roles.join(', ')}`).sort());
  }
}, 120_000);

it('publishes a long record without its event', async () => {
  const bus = await startEventBus();
  const client = new EventBridgeClient({
    endpoint: bus.endpoint,
    region: 'local',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  const { functions, run, records } = await derivation({
    publish: createPublish(client, 'bus'),
    sendSlices: async () => {},
  });
  await call(functions, DISMISS, { body: dismissal(60_000) });

  await run(insertsOf(await records()));

  const [{ Detail, Source, DetailType } = { Detail: '', Source: '', DetailType: '' }] = bus.events;
  expect({ Source, DetailType }).toEqual({ Source: 'openim.webhook', DetailType: 'callbackAfterDisMissGroupCommand' });
  expect(JSON.parse(Detail)).toMatchObject({ truncated: true, groupID: bodyOf(DISMISS).groupID });
  expect(JSON.parse(Detail).event).toBeUndefined();
});
