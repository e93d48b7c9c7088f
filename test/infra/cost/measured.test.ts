import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { entryOf, furtherPeopleOf } from '../../../functions/audit/person-entries.ts';
import {
  ANSWER_BYTES,
  BATCH,
  BODY_BYTES,
  ENTRY,
  FURTHER_PEOPLE,
  REPEATS,
  WRITTEN,
} from '../../../infra/cost/measured.ts';
import { type Written, writtenBy } from '../../../infra/cost/written.ts';
import { routes } from '../../../infra/routes.ts';
import { call, loadFunctions } from '../../support/call.ts';
import { deliverBatch, NOW, relayed } from '../../support/deliveries.ts';
import { AUTHENTICATED } from '../../support/proxy-event.ts';
import { auditTable, everyItem, everyRecord } from '../../support/table.ts';

const requests = readFileSync(new URL('../../support/real-bodies.ndjson', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line): { path: string; body: string; headers: Record<string, string> } => JSON.parse(line));

/** Two of the callbacks name more people beside the first: 199 each. */
const MANY = 100;

/** Sends the bodies one by one, and returns the items of the table and the bytes of the answers. */
async function sentAlone() {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint);
  const answers: object[] = [];
  for (const { path: address, body, headers } of requests) {
    const [path = ''] = address.split('?');
    const sent = { path, pathParameters: { command: path.slice(1) }, headers: { ...AUTHENTICATED, ...headers } };
    const what = { body, ...sent, receivedAt: NOW };
    answers.push((await call(functions, routes.get(path) ?? 'other-callback', what)).answer);
  }
  return { items: await everyItem(table), records: await everyRecord(table), answers };
}

async function sentInBatches() {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint);
  const answers: object[] = [];
  const all = requests.map(({ path, body, headers: { Operationid } }, sequence) => {
    const sent = { path, body: Buffer.from(body), operationID: Operationid };
    return relayed({ callbackCommand: '' }, { ...sent, sequence: 1_000_000 + sequence });
  });
  for (let from = 0; from < all.length; from += BATCH)
    answers.push((await deliverBatch(functions, all.slice(from, from + BATCH))).answer);
  return { items: await everyItem(table), answers };
}

const average = (total: number, digits = 0) => Number((total / requests.length).toFixed(digits));
const bytesOf = (answers: readonly object[]) =>
  average(answers.reduce((sum, answer) => sum + Buffer.byteLength(JSON.stringify(answer)), 0));

function averageOf({ tableUnits, tableBytes, indexUnits, indexBytes }: Written): Written {
  const of = <Numbers extends Record<string, number>>(numbers: Numbers, digits: number) =>
    Object.fromEntries(Object.entries(numbers).map(([name, total]) => [name, average(total, digits)])) as Numbers;
  return {
    tableUnits: average(tableUnits, 2),
    tableBytes: average(tableBytes),
    indexUnits: of(indexUnits, 2),
    indexBytes: of(indexBytes, 0),
  };
}

it('are what the handlers write and answer for a callback that comes alone', async () => {
  const { items, records, answers } = await sentAlone();
  const people = records.map((record) => furtherPeopleOf(record).length).filter((count) => count <= MANY);
  const entries = records.flatMap((record) => furtherPeopleOf(record).map((person) => entryOf(record, person)));
  const ofEntries = writtenBy(entries);

  expect(averageOf(writtenBy(items))).toEqual(WRITTEN.direct);
  expect(bytesOf(answers)).toBe(ANSWER_BYTES.direct);
  expect(average(requests.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0))).toBe(BODY_BYTES);
  expect(average(items.filter(({ repeatOf }) => repeatOf).length, 2)).toBe(REPEATS);
  expect(people).toHaveLength(requests.length - 2);
  const furtherPeople = people.reduce((sum, count) => sum + count, 0) / people.length;
  expect(Number(furtherPeople.toFixed(2))).toBe(FURTHER_PEOPLE);
  expect((ofEntries.tableUnits + ofEntries.indexUnits.byUser) / entries.length).toBe(ENTRY.units);
  expect(Math.round((ofEntries.tableBytes + ofEntries.indexBytes.byUser) / entries.length)).toBe(ENTRY.bytes);
});

it('are what the handlers write and answer for a callback in a batch', async () => {
  const { items, answers } = await sentInBatches();

  expect(averageOf(writtenBy(items))).toEqual(WRITTEN.relayed);
  expect(bytesOf(answers)).toBe(ANSWER_BYTES.relayed);
});
