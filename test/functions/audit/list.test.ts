import { BatchGetItemCommand, CreateTableCommand, type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, it } from 'vitest';
import { entryOf, furtherPeopleOf } from '../../../functions/audit/person-entries.ts';
import { list, MissingIndex, query } from '../../../functions/audit/query.ts';
import type { Table } from '../../../functions/dynamodb/table.ts';
import { type AuditRecord, recordOf } from '../../../functions/record/record.ts';
import { auditTable } from '../../support/table.ts';

const received = {
  requestID: 'r',
  receivedAt: '2026-03-04T05:06:07.089Z',
  sourceIP: '',
  command: 'callbackKillGroupMemberCommand',
};
const body = JSON.stringify({ groupID: 'g', kickedUserIDs: ['u-1', 'u-2'], reason: 'spam' });
const record = recordOf(
  { ...received, body: Buffer.from(body) },
  { outcome: 'recorded', groupID: 'g', userID: 'u-1', role: 'kicked', event: JSON.parse(body) },
);
const entries = furtherPeopleOf(record).map((person) => entryOf(record, person));

async function putAll({ client, name }: Table, items: readonly object[]) {
  for (const item of items) await client.send(new PutItemCommand({ TableName: name, Item: marshall(item) }));
}

/** A table whose reads of whole items are counted. */
async function countingTable() {
  const table = await auditTable();
  const fetched: number[] = [];
  const send = (command: unknown, ...rest: never[]) => {
    if (command instanceof BatchGetItemCommand)
      fetched.push(Object.values(command.input.RequestItems ?? {}).flatMap(({ Keys = [] }) => Keys).length);
    return table.client.send(command as never, ...rest);
  };
  const client: DynamoDBClient = new Proxy(table.client, {
    get: (target, property) => (property === 'send' ? send : Reflect.get(target, property)),
  });
  return { table: { ...table, client }, fetched };
}

it('has what its index has, and reads no record', async () => {
  const { table, fetched } = await countingTable();
  await putAll(table, [record]);
  const { eventID, receivedAt, command, groupID, userID, role, outcome, summary } = record;

  for (const wanted of [
    { index: 'byGroup', id: 'g' },
    { index: 'byUser', id: 'u-1' },
    { index: 'byDay', day: '2026-03-04' },
  ] as const) {
    const [listed, ...others] = await Array.fromAsync(list(table, wanted, 10));
    expect(listed).toMatchObject({ eventID, receivedAt, command, groupID, userID, role, outcome, summary });
    expect(Object.keys(listed ?? {})).not.toEqual(expect.arrayContaining(['event']));
    expect(others).toEqual([]);
  }
  expect(summary).toBe('kickedUserIDs=["u-1","u-2"]  reason=spam');
  expect(fetched).toEqual([]);
});

it('shows a further person with role and group, where the whole record is what the entry is of', async () => {
  const table = await auditTable();
  await putAll(table, [record, ...entries]);
  const wanted = { index: 'byUser', id: 'u-2' } as const;

  const { eventID, groupID, summary } = record;
  const shown = { entryOf: eventID, userID: 'u-2', role: 'kicked', ofGroup: groupID, summary };
  expect(await Array.fromAsync(list(table, wanted, 10))).toMatchObject([shown]);
  expect(await Array.fromAsync(query(table, wanted, 10))).toEqual([record]);
  expect(await Array.fromAsync(list(table, { index: 'byGroup', id: 'g' }, 10))).toHaveLength(1);
});

it('passes over an entry whose record is gone, and shows a record for each of two entries', async () => {
  const table = await auditTable();
  const [entry] = entries;
  const twice = [
    { ...entry, eventID: 'a' },
    { ...entry, eventID: 'b' },
  ];
  await putAll(table, [record, ...twice, { ...entry, eventID: 'c', entryOf: 'gone' }]);

  const found: AuditRecord[] = await Array.fromAsync(query(table, { index: 'byUser', id: 'u-2' }, 10));

  expect(found).toEqual([record, record]);
});

it('fetches the whole records that are wanted, and no others', async () => {
  const { table, fetched } = await countingTable();
  await putAll(
    table,
    Array.from({ length: 30 }, (_, index) => ({ ...record, eventID: `event-${index}` })),
  );

  expect(await Array.fromAsync(query(table, { index: 'byGroup', id: 'g' }, 7))).toHaveLength(7);
  expect(fetched).toEqual([7]);
});

it('says which index a table does not have', async () => {
  const { client } = await auditTable();
  const table = { client, name: 'without-indexes' };
  const request = new CreateTableCommand({
    TableName: table.name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'eventID', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'eventID', KeyType: 'HASH' }],
  });
  await client.send(request);

  const search = Array.fromAsync(list(table, { index: 'byOperation', id: 'op' }, 1));

  await expect(search).rejects.toThrow(MissingIndex);
  await expect(search).rejects.toThrow('The table has no index byOperation.');
});
