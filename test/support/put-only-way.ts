import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { onTestFinished } from 'vitest';
import type { Table } from '../../functions/dynamodb/table.ts';
import { clientOf, type TestTable } from './table.ts';

/** A way to the table on which only PutItem is allowed, as functions in AWS have it. */
export interface PutOnlyWay extends TestTable {
  /** Number of puts that wrote an item. */
  written(): number;
}

/** Starts a way that returns the old item of a put whose condition failed, which DynamoDB does and the embedded database does not. */
export async function startPutOnlyWay(table: TestTable): Promise<PutOnlyWay> {
  let written = 0;
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request));
    const answer = (status: number, text: string) =>
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(text);
    const target = String(request.headers['x-amz-target']);
    if (!target.endsWith('.PutItem')) return void answer(400, '{"__type":"AccessDeniedException"}');
    const headers = { 'x-amz-target': target, authorization: String(request.headers.authorization) };
    const kept = { ...headers, 'content-type': 'application/x-amz-json-1.0', 'x-amz-date': '20260304T050607Z' };
    const reply = await fetch(table.endpoint, { method: 'POST', headers: kept, body });
    if (reply.ok) written += 1;
    answer(reply.status, await withOldItem(table, JSON.parse(body.toString()), await reply.text()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = clientOf(endpoint);
  onTestFinished(() => {
    client.destroy();
    server.close();
    server.closeAllConnections();
  });
  return { client, endpoint, name: table.name, written: () => written };
}

async function withOldItem({ client, name }: Table, put: Record<string, unknown>, text: string): Promise<string> {
  const answer = JSON.parse(text);
  const isWanted = put.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
  if (!isWanted || !String(answer.__type).endsWith('#ConditionalCheckFailedException')) return text;
  const { eventID } = put.Item as Record<'eventID', { S: string }>;
  const { Item } = await client.send(new GetItemCommand({ TableName: name, Key: { eventID }, ConsistentRead: true }));
  return JSON.stringify({ ...answer, Item });
}
