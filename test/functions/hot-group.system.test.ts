import { readdir } from 'node:fs/promises';
import { expect, it, onTestFinished } from 'vitest';
import { createRedeliver } from '../../infra/local/functions.ts';
import { startQueue } from '../../infra/local/local-queue.ts';
import { bodyOf } from '../support/bodies.ts';
import { call, loadFunctions } from '../support/call.ts';
import { startCapacityProxy } from '../support/capacity-proxy.ts';
import { emptyDirectory, SOON } from '../support/processes.ts';
import { auditTable, found } from '../support/table.ts';
import { createWriteCapacity } from '../support/write-capacity.ts';

/** Part of a new table's capacity: a partition takes 25 units a second. */
const SHARE = 1 / 40;
const UNITS_OF_PARTITION = 25;

/** Groups that are on the partition of the group `hot`, and on another one, as the capacity spreads them. */
const [BESIDE, ELSEWHERE] = ['another', 'elsewhere'];

const RECEIVED_AT = '2026-03-04T05:06:07.089Z';

/** Starts a receiver with the capacity of one moment, and a queue. */
async function receiver() {
  const table = await auditTable();
  const { endpoint } = await startCapacityProxy(
    table.endpoint,
    createWriteCapacity(SHARE, () => 0),
  );
  const directory = await emptyDirectory();
  const queue = await startQueue(directory);
  onTestFinished(() => queue.close());
  const functions = await loadFunctions(endpoint, { FALLBACK_QUEUE_URL: queue.url });
  /** Sends joins to a group, each of another user. Returns the different answers. */
  const join = async (groupID: string, count: number) => {
    const answers = new Set<string>();
    for (let index = 0; index < count; index += 1) {
      const ids = { groupID, userID: `${groupID} u-${index}`, operationID: `${groupID} o-${index}` };
      const body = { ...bodyOf('after-join-group'), ...ids };
      const { answer } = await call(functions, 'after-join-group', { body, receivedAt: RECEIVED_AT });
      answers.add(JSON.stringify(answer));
    }
    return [...answers];
  };
  const inTable = async (groupID: string) => (await found(table, { index: 'byGroup', id: groupID })).length;
  const inQueue = async () => (await readdir(directory)).length;
  const redeliver = async () => {
    const { runtime } = await loadFunctions(table.endpoint);
    queue.deliverTo(createRedeliver(runtime));
  };
  return { join, inTable, inQueue, redeliver };
}

it('queues what a hot group has above the capacity of its partition, answers as usual, and records it later', async () => {
  const { join, inTable, inQueue, redeliver } = await receiver();

  const answers = await join('hot', 40);
  expect(answers).toHaveLength(1);
  expect({ table: await inTable('hot'), queue: await inQueue() }).toEqual({
    table: UNITS_OF_PARTITION,
    queue: 40 - UNITS_OF_PARTITION,
  });

  await redeliver();
  await expect.poll(() => inTable('hot'), SOON).toBe(40);
  await expect.poll(inQueue, SOON).toBe(0);
});

it('queues what is on the partition of a hot group, and records what is on another', async () => {
  const { join, inTable, inQueue } = await receiver();
  const answers = await join('hot', UNITS_OF_PARTITION);

  expect(await join(BESIDE, 3)).toEqual(answers);
  expect(await join(ELSEWHERE, 3)).toEqual(answers);

  expect({ beside: await inTable(BESIDE), elsewhere: await inTable(ELSEWHERE) }).toEqual({ beside: 0, elsewhere: 3 });
  expect(await inQueue()).toBe(3);
});
