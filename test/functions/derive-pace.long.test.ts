import { setTimeout } from 'node:timers/promises';
import type { SQSEvent } from 'aws-lambda';
import { expect, it, onTestFinished } from 'vitest';
import { parseDeriveSettings } from '../../functions/derivation/derive-settings.ts';
import { createPacer } from '../../functions/derivation/pacer.ts';
import type { Slice } from '../../functions/derivation/slices.ts';
import { patientClientFor } from '../../functions/dynamodb/patient-client.ts';
import type { Table } from '../../functions/dynamodb/table.ts';
import { SLICE_CONCURRENCY } from '../../infra/constructs/derivation.ts';
import { bodyOf } from '../support/bodies.ts';
import { call, loadFunctions } from '../support/call.ts';
import { startCapacityProxy } from '../support/capacity-proxy.ts';
import { createDerive } from '../support/derive.ts';
import { functionEnvironment } from '../support/environment.ts';
import { realRequests, sendCallback } from '../support/send-callback.ts';
import { insertsOf, isRecord } from '../support/stream.ts';
import { everyItem, type TestTable } from '../support/table.ts';
import { tableInThread } from '../support/table-in-thread.ts';
import { createWriteCapacity } from '../support/write-capacity.ts';

/** Part of a new table's capacity, of the pace and of the callbacks, so that any machine could exceed the capacity. */
const SHARE = 1 / 40;

/** Callbacks of others a second at the whole capacity. */
const CALLBACKS_PER_SECOND = 200;

/** A larger record would take more than a partition has at the share of the capacity. The capacity of a whole one takes it. */
const MAX_BODY_LENGTH = 5_000;

/** Members of each group. Their entries are one slice. */
const MEMBERS = 300;

/** Dismisses as many groups as functions derive at once, and returns the slices of their entries. */
async function dismissGroups(table: TestTable): Promise<Slice[]> {
  const functions = await loadFunctions(table.endpoint);
  for (let group = 0; group < SLICE_CONCURRENCY; group += 1) {
    const membersID = Array.from({ length: MEMBERS }, (_, index) => `g-${group} m-${index}`);
    const body = { ...bodyOf('after-dismiss-group'), groupID: `g-${group}`, ownerID: membersID[0], membersID };
    await call(functions, 'after-dismiss-group', { body });
  }
  const slices: Slice[] = [];
  const { derive } = createDerive(table, { sendSlices: async (sent) => void slices.push(...sent) });
  await derive(insertsOf((await everyItem(table)).filter(isRecord)));
  return slices;
}

/** Derives each slice in a function of its own, all at once. Returns the messages that failed. */
async function deriveSlices(table: Table, slices: readonly Slice[], entriesPerSecond: number): Promise<object[]> {
  const results = slices.map((slice) => {
    const pacer = createPacer(entriesPerSecond, () => performance.now());
    const Records = [{ messageId: slice.eventID, body: JSON.stringify(slice) }];
    return createDerive(table, { pacer }).derive({ Records } as SQSEvent);
  });
  return (await Promise.all(results)).flatMap(({ batchItemFailures }) => batchItemFailures);
}

/** Sends the callbacks of a running server at a steady rate until something has ended. Returns their number. */
async function sendUntil(ended: Promise<unknown>, endpoint: string): Promise<number> {
  const functions = await loadFunctions(endpoint);
  let isEnded = false;
  const end = ended.finally(() => {
    isEnded = true;
  });
  const answers: Promise<unknown>[] = [];
  const requests = realRequests().filter(({ body }) => body.length <= MAX_BODY_LENGTH);
  for (const { path, body } of Array.from({ length: 10 }, () => requests).flat()) {
    if (isEnded) break;
    const [wireName = ''] = path.slice(1).split('?');
    answers.push(sendCallback(functions, wireName, { body, requestID: `r-${answers.length}` }));
    await setTimeout(1_000 / (CALLBACKS_PER_SECOND * SHARE));
  }
  await Promise.all([end, ...answers]);
  return answers.length;
}

/** Writes the entries of large groups while callbacks of others arrive, with the capacity of one table for both. */
async function deriveBesideOthers(pace: number) {
  const table = await tableInThread();
  const slices = await dismissGroups(table);
  const capacity = createWriteCapacity(SHARE, () => performance.now());
  const others = await startCapacityProxy(table.endpoint, capacity);
  const entries = await startCapacityProxy(table.endpoint, capacity);
  const client = patientClientFor(functionEnvironment(entries.endpoint));
  onTestFinished(() => client.destroy());
  const failed = deriveSlices({ ...table, client }, slices, pace * SHARE);
  const callbacks = await sendUntil(failed, others.endpoint);
  return { table, capacity, others, entries, callbacks, failed: await failed };
}

it('throttles nobody while the entries of large groups are written at the default pace', async () => {
  const { entriesPerSecond } = parseDeriveSettings({});
  const { table, capacity, others, entries, callbacks, failed } = await deriveBesideOthers(entriesPerSecond);

  expect(failed).toEqual([]);
  expect({ others: others.throttled(), entries: entries.throttled() }).toEqual({ others: 0, entries: 0 });
  expect(others.written()).toBeGreaterThanOrEqual(callbacks);
  // The first member of each group is in the record.
  const ofGroups = (await everyItem(table)).filter(({ entryOf, ofGroup }) => entryOf && /^g-\d$/.test(ofGroup));
  expect(ofGroups).toHaveLength(SLICE_CONCURRENCY * (MEMBERS - 1));
  console.info(
    `${callbacks} callbacks; the fullest partition kept ${(capacity.leastLeft() * 100).toFixed(0)} % of its units. ` +
      `Units of the table's partitions: ${capacity.given().join(', ')}.`,
  );
});

it('throttles entries of large groups without the pace', async () => {
  const { others, entries } = await deriveBesideOthers(1_000_000);

  expect(entries.throttled()).toBeGreaterThan(0);
  console.info(`${entries.throttled()} entries and ${others.throttled()} records of others were throttled.`);
});
