import { randomBytes } from 'node:crypto';
import type { SQSEvent } from 'aws-lambda';
import { expect, it, onTestFinished } from 'vitest';
import { put } from '../../functions/audit/put.ts';
import { chunksOf } from '../../functions/audit/transport.ts';
import { recordOf } from '../../functions/record/record.ts';
import { createRedeliver } from '../../infra/local/functions.ts';
import { loadFunctions } from '../support/call.ts';
import { startFaultProxy } from '../support/fault-proxy.ts';
import { auditTable, everyItem, found } from '../support/table.ts';

/** Starts the function with a table that can fail. */
async function receiver(now = new Date('2026-03-04T05:06:08Z')) {
  const table = await auditTable();
  const proxy = await startFaultProxy(table.endpoint);
  onTestFinished(() => proxy.close());
  const { runtime } = await loadFunctions(proxy.endpoint);
  const redeliver = createRedeliver(runtime, () => now);
  const deliver = async (...bodies: readonly string[]) => {
    const Records = bodies.map((body, index) => ({ messageId: `m${index}`, body }));
    const { batchItemFailures } = await redeliver({ Records } as SQSEvent);
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  };
  const bodies = async (groupID: string) =>
    (await found(table, { index: 'byGroup', id: groupID })).map(({ body }) => body);
  return { table, proxy, deliver, bodies };
}

function recordOfGroup(groupID: string, body = '{}') {
  const requestID = `request-${groupID}`;
  const received = { requestID, receivedAt: '2026-03-04T05:06:07.089Z', sourceIP: '', command: groupID };
  return recordOf({ ...received, body: Buffer.from(body) }, { outcome: 'recorded', groupID });
}

it('puts records into the table, each once, however often they come', async () => {
  const { table, deliver, bodies } = await receiver();
  const messages = ['g1', 'g2'].flatMap((groupID) => chunksOf(recordOfGroup(groupID)));

  expect(await deliver(...messages, ...messages)).toEqual([]);
  expect(await deliver(...messages)).toEqual([]);

  expect([await bodies('g1'), await bodies('g2')]).toEqual([['{}'], ['{}']]);
  expect(await everyItem(table)).toHaveLength(2);
});

it('puts a record together whose pieces come in any order, in several batches, and again', async () => {
  const { deliver, bodies } = await receiver();
  const body = JSON.stringify(randomBytes(800_000).toString('base64'));
  const pieces = chunksOf(recordOfGroup('g-large', body));
  expect(pieces.length).toBeGreaterThan(4);
  const [first = '', second = '', ...rest] = pieces.toReversed();

  expect(await deliver(second, ...rest, second)).toEqual([]);
  expect(await bodies('g-large')).toEqual([]);
  expect(await deliver(first)).toEqual([]);
  expect(await deliver(...pieces)).toEqual([]);

  expect(await bodies('g-large')).toEqual([body]);
});

it('leaves a message that is not a valid record in the queue, and no other', async () => {
  const { deliver, bodies } = await receiver();
  const [message = ''] = chunksOf(recordOfGroup('g1'));
  const damaged = `${message.slice(0, -40).replace('request-g1', 'request-g2')}`;

  expect(await deliver('hello', message, damaged)).toEqual(['m0', 'm2']);

  expect(await bodies('g1')).toEqual(['{}']);
});

it('leaves everything in the queue while the table fails', async () => {
  const { proxy, deliver, bodies } = await receiver();
  const [message = ''] = chunksOf(recordOfGroup('g1'));
  await proxy.break(['PutItem'], 'fails');

  expect(await deliver(message)).toEqual(['m0']);
  await proxy.mend();
  expect(await deliver(message)).toEqual([]);

  expect(await bodies('g1')).toEqual(['{}']);
});

it('marks a record that comes long after its receipt, once, and none that is in the table already', async () => {
  const { table, deliver } = await receiver(new Date('2026-03-05T00:00:01Z'));
  const inTime = recordOfGroup('in-time');
  await put(table, inTime, new AbortController().signal);
  const late = recordOfGroup('late');
  const messages = [inTime, late].flatMap((record) => chunksOf(record));

  expect([await deliver(...messages), await deliver(...messages)]).toEqual([[], []]);

  const items = await everyItem(table);
  const recordedAt = '2026-03-05T00:00:01.000Z';
  expect(items.filter(({ command }) => command)).toEqual(expect.arrayContaining([inTime, { ...late, recordedAt }]));
  expect(items.filter(({ command }) => !command)).toEqual([
    {
      eventID: `${late.eventID}@late`,
      entryOf: late.eventID,
      dayShard: '2026-03-05#late',
      receivedAt: recordedAt,
      expiresAt: Date.parse(recordedAt) / 1_000 + 14 * 24 * 60 * 60,
    },
  ]);
});

it('marks a late record that an earlier delivery wrote without its mark', async () => {
  const { table, deliver } = await receiver(new Date('2026-03-05T00:00:01Z'));
  const late = recordOfGroup('late');
  await put(table, { ...late, recordedAt: '2026-03-04T23:59:59.000Z' }, new AbortController().signal);

  expect(await deliver(...chunksOf(late))).toEqual([]);

  expect(await found(table, { index: 'byDay', late: true, day: '2026-03-05' })).toHaveLength(1);
});
