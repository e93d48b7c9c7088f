import { GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { createRequestHandler } from '../../../functions/aws/request-handler.ts';
import { Timeouts } from '../../../functions/aws/timeouts.ts';
import { functionClientFor } from '../../../functions/dynamodb/function-client.ts';
import { functionEnvironment } from '../../support/environment.ts';
import { auditTable } from '../../support/table.ts';

const VALUES = {
  text: { S: '你好 "quoted" \u2028' },
  number: { N: '9007199254740993' },
  yes: { BOOL: true },
  nothing: { NULL: true },
  bytes: { B: new Uint8Array([0, 255, 7]) },
  // Shares a larger piece of memory.
  buffer: { B: Buffer.from('bytes of a pool') },
  hashes: { BS: [new Uint8Array([1, 2]), new Uint8Array([3])] },
  list: { L: [{ S: 'a' }, { M: { B: { S: 'an attribute that is called B' }, deep: { B: new Uint8Array([1]) } } }] },
  set: { SS: ['a', 'b'] },
  numbers: { NS: ['1', '-0.5'] },
  B: { S: 'an attribute that is called B' },
  BS: { L: [{ B: new Uint8Array([2]) }] },
};

async function clients() {
  const { endpoint, client, name: TableName } = await auditTable();
  return {
    ours: functionClientFor(functionEnvironment(endpoint), createRequestHandler(new Timeouts())),
    theirs: client,
    TableName,
  };
}

it("writes and reads every kind of value as the SDK's client does", async () => {
  const { ours, theirs, TableName } = await clients();
  const Item = { eventID: { S: 'e' }, ...VALUES };
  await ours.send(new PutItemCommand({ TableName, Item }));

  const get = { TableName, Key: { eventID: { S: 'e' } }, ConsistentRead: true };
  const { Item: read } = await ours.send(new GetItemCommand(get));

  expect(read).toEqual((await theirs.send(new GetItemCommand(get))).Item);
  expect(Buffer.from(read?.bytes?.B ?? [])).toEqual(Buffer.from(VALUES.bytes.B));
  expect(read?.list).toMatchObject({ L: [{ S: 'a' }, { M: { B: VALUES.list.L[1]?.M?.B } }] });
});

it("throws errors as the SDK's client does", async () => {
  const { ours, theirs, TableName } = await clients();
  const Item = { eventID: { S: 'e' } };
  await ours.send(new PutItemCommand({ TableName, Item }));
  const commands = [
    new PutItemCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(eventID)' }),
    new UpdateItemCommand({ TableName, Key: Item, UpdateExpression: 'nonsense' }),
    new GetItemCommand({ TableName: 'no-such-table', Key: Item }),
  ];

  for (const command of commands) {
    const { name, message, $fault, $metadata } = await theirs.send(command as PutItemCommand).catch((error) => error);
    const { httpStatusCode } = $metadata;
    await expect(ours.send(command as PutItemCommand)).rejects.toMatchObject({
      ...{ name, message, $fault },
      $metadata: { httpStatusCode },
    });
  }
});
