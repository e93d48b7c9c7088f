import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, it } from 'vitest';
import { itemSize, unitsOf } from '../../../functions/audit/item-size.ts';
import { entryOf, furtherPeopleOf } from '../../../functions/audit/person-entries.ts';
import { putLate } from '../../../functions/audit/put-late.ts';
import { query } from '../../../functions/audit/query.ts';
import { writeUnitsOf } from '../../../functions/audit/write-units.ts';
import { lettersOf } from '../../../infra/cost/typical-record.ts';
import { routes } from '../../../infra/routes.ts';
import { call, loadFunctions } from '../../support/call.ts';
import { readDocument } from '../../support/markdown.ts';
import { AUTHENTICATED } from '../../support/proxy-event.ts';
import { recorded } from '../../support/recorded.ts';
import { sampled } from '../../support/sampled.ts';
import { auditTable, everyItem, type TestTable } from '../../support/table.ts';

const receivedAt = '2026-03-04T05:06:07.089Z';

interface Request {
  readonly path: string;
  /** Beside the token. A server sends `Operationid` with every callback. */
  readonly headers?: Record<string, string>;
  readonly body: string;
}

/** Returns the items that these requests put into a table. */
async function itemsOf(requests: readonly Request[], table?: TestTable) {
  const used = table ?? (await auditTable());
  const functions = await loadFunctions(used.endpoint);
  for (const { path: address, body, headers } of requests) {
    const [path = ''] = address.split('?');
    const sent = { path, pathParameters: { command: path.slice(1) }, headers: { ...AUTHENTICATED, ...headers } };
    const what = { body, ...sent, receivedAt };
    await call(functions, routes.get(path) ?? 'other-callback', what);
  }
  return everyItem(used);
}

/** Returns the numbers in a row of the table in docs/sizing.md. */
function written(what: string): number[] {
  const rows = readDocument('docs/sizing.md').rows.get('Write units') ?? [];
  return rows
    .filter(([name]) => name === what)
    .flatMap(([, ...cells]) => cells.map((cell) => Number(cell.replace(/\D/g, ''))));
}

function costOf(items: readonly object[]) {
  const units = items.map(writeUnitsOf);
  const table = units.reduce((sum, each) => sum + each.table, 0);
  const indexes = units.reduce((sum, each) => sum + each.indexes, 0);
  return [table, indexes, table + indexes];
}

/** The upper one of two. */
const medianOf = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

const realRequests = readFileSync(new URL('../../support/real-bodies.ndjson', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line): Request => JSON.parse(line));

let realItems: ReturnType<typeof itemsOf> | undefined;

/** Sends the requests once for all tests. */
function itemsOfRealRequests() {
  realItems ??= itemsOf(realRequests);
  return realItems;
}

it('are at most 4 for most of the callbacks of a running server', async () => {
  const costs = (await itemsOfRealRequests()).map((item) => costOf([item]));

  expect(costs).toHaveLength(122);
  const medians = [0, 1, 2].map((column) => medianOf(costs.map((cost) => cost[column] ?? 0)) ?? 0);
  expect(written('median of 122 callbacks of a running server, each column by itself')).toEqual(medians);
  expect(medians[2]).toBeLessThanOrEqual(4);
});

/** A body of 1 kB, most of it a field with letters as at random, which pack no better than the text of a person. */
function bodyOf1kB(fields: Record<string, unknown>, name: string): string {
  const ids = { operationID: '1700000000001', groupID: '3264894561', userID: '7421360985' };
  const empty = JSON.stringify({ ...fields, ...ids, [name]: '' });
  return JSON.stringify({ ...fields, ...ids, [name]: lettersOf(1_024 - empty.length) });
}

it('are at most 6 for a callback with a body of 1 kB', async () => {
  const join = 'callbackAfterJoinGroupCommand';
  const change = 'callbackBeforeSetGroupMemberInfoCommand';
  for (const [command, field] of [
    [join, 'reqMessage'],
    [change, 'ex'],
  ] as const) {
    // The first record of a process is not packed.
    const first = {
      path: '/callbackAfterQuitGroupCommand',
      body: '{"callbackCommand":"callbackAfterQuitGroupCommand"}',
    };
    const sent = { path: `/${command}`, body: bodyOf1kB({ callbackCommand: command }, field) };
    const items = (await itemsOf([first, sent])).filter((item) => item.command === command);
    expect(items).toHaveLength(1);
    const cost = costOf(items);
    expect(cost[2]).toBeLessThanOrEqual(6);
    expect(written('callback with a body of 1 kB')).toEqual(cost);
  }
});

const command = 'callbackAfterDisMissGroupCommand';
/** IDs of ten digits as at random, as servers make them. */
const memberIDs = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const number = hash('sha256', String(index), 'buffer').readUInt32BE();
    return String(1_000_000_000 + number * 2);
  });

async function dismissed(members: number) {
  const table = await auditTable();
  const body = {
    callbackCommand: command,
    operationID: '1700000000001',
    groupID: '3264894561',
    ownerID: '1',
    membersID: memberIDs(members),
  };
  const items = await itemsOf([{ path: `/${command}`, body: JSON.stringify(body) }], table);
  const [record] = await Array.fromAsync(query(table, { index: 'byGroup', id: '3264894561' }, 1));
  const entries = record ? furtherPeopleOf(record).map((person) => entryOf(record, person)) : [];
  return { items, entries };
}

it('are at most 2 for each further person, however long the summary', async () => {
  const { entries } = await dismissed(50);
  expect(entries).toHaveLength(50);
  expect(entries[0]?.summary).toHaveLength(200);
  const repeat = { repeatOf: 'e'.repeat(32), expiresAt: 1_800_000_000, summary: '长'.repeat(200) };
  for (const entry of [...entries, ...entries.map((entry) => ({ ...entry, ...repeat }))])
    expect(costOf([entry])).toEqual([1, 1, 2]);
  expect(written('one further person')).toEqual([1, 1, 2]);
});

it('are 2 more for a record that is recorded late', async () => {
  const table = await auditTable();
  const late = recorded({ callback: 'AfterJoinGroup', event: { groupID: 'g', userID: 'u' }, at: receivedAt });
  await putLate(table, late, new AbortController().signal, new Date());
  const [record, mark] = (await everyItem(table)).toSorted((a, b) => a.eventID.length - b.eventID.length);
  expect(costOf([record ?? {}])).toEqual(costOf([late]));
  expect(written('mark of a record that is recorded late')).toEqual(costOf([mark ?? {}]));
});

it.each(sampled([10_000], () => false))('are as documented for the dismissal of %d members', async (members) => {
  const { items, entries } = await dismissed(members);
  expect(entries).toHaveLength(members);
  expect(written('dismissal of 10,000 members, record')).toEqual(costOf(items));
  expect(written('dismissal of 10,000 members, entries')).toEqual(costOf(entries));
});

it('are those that the embedded database counts, which counts no indexes', async () => {
  const table = await auditTable();
  for (const item of sampled(await itemsOfRealRequests(), (_, index) => index % 4 === 0)) {
    const Item = marshall(item);
    const request = new PutItemCommand({ TableName: table.name, Item, ReturnConsumedCapacity: 'TOTAL' });
    const { ConsumedCapacity } = await table.client.send(request);
    expect(unitsOf(itemSize(Item)), item.body).toBe(ConsumedCapacity?.CapacityUnits);
  }
});
