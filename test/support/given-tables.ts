import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Database } from '../../infra/local/dynamodb.ts';
import { createSender } from './given-dynamodb.ts';
import { createIndexWait } from './index-wait.ts';

/** Operations after which an index may be behind its table. */
const WRITES = ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems'];

/** Operations that can read an index. */
const READS = ['Query', 'Scan'];

const DELETE_ATTEMPTS = 30;
const DELETE_PAUSE_MS = 1_000;

/**
 * Starts an endpoint in front of the DynamoDB of the environment, whose tables are its own: their names get a unique ending there.
 * Reads of an index wait until that has what was written. `close` deletes the tables.
 */
export async function startGivenTables(): Promise<Database> {
  const { send, destroy } = createSender(process.env);
  const ending = `-test-${randomUUID().slice(0, 8)}`;
  const created = new Set<string>();
  const indexes = createIndexWait(send);
  async function forward(operation: string, text: string) {
    const request = withNames(JSON.parse(text), (name) => `${name}${ending}`);
    const { TableName, IndexName } = request;
    if (operation === 'CreateTable') created.add(TableName);
    if (READS.includes(operation) && IndexName) await indexes.caughtUp(TableName, IndexName);
    if (WRITES.includes(operation)) indexes.written();
    const { status, text: answer } = await send(operation, JSON.stringify(request));
    // The write may have taken effect after a query that ran beside it.
    if (WRITES.includes(operation)) indexes.written();
    return { status, text: JSON.stringify(withNames(JSON.parse(answer), (name) => name.replace(ending, ''))) };
  }
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request)).toString();
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    try {
      const { status, text } = await forward(operation, body);
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(text);
    } catch (error) {
      console.error(`${operation} did not reach DynamoDB: ${error}`);
      response.destroy();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      for (const TableName of created) await deleteTable(send, TableName);
      destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Changes the names of tables in a request or an answer. */
function withNames(value: ReturnType<typeof JSON.parse>, rename: (name: string) => string) {
  const renamed = { ...value };
  if (value.TableName) renamed.TableName = rename(value.TableName);
  for (const part of ['Table', 'TableDescription'])
    if (value[part]?.TableName) renamed[part] = { ...value[part], TableName: rename(value[part].TableName) };
  for (const part of ['RequestItems', 'Responses', 'UnprocessedKeys', 'UnprocessedItems'])
    if (value[part] && !Array.isArray(value[part]))
      renamed[part] = Object.fromEntries(Object.entries(value[part]).map(([name, items]) => [rename(name), items]));
  return renamed;
}

/** A table that is still being made cannot be deleted yet. */
async function deleteTable(send: ReturnType<typeof createSender>['send'], TableName: string): Promise<void> {
  for (let attempt = 1; attempt <= DELETE_ATTEMPTS; attempt += 1) {
    const { status, text } = await send('DeleteTable', JSON.stringify({ TableName }));
    if (status === 200 || text.includes('ResourceNotFoundException')) return;
    await new Promise((resolve) => setTimeout(resolve, DELETE_PAUSE_MS));
  }
  throw new Error(`The table ${TableName} could not be deleted. Delete it yourself.`);
}
