import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import type { CreateTableCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import type { Database } from '../../infra/local/dynamodb.ts';
import type { createAuditTable, createPolicyTable } from '../../infra/local/table-definitions.ts';

type Create = typeof createAuditTable | typeof createPolicyTable;

/** Databases by their endpoints, behind one server a worker: a server for each test takes much longer. */
const databases = new Map<string, (request: object, response: object) => void>();
let origin: Promise<string> | undefined;
let opened = 0;

/** What each function sent when it made the first table of this worker. */
const definitions = new Map<Create, CreateTableCommandInput>();

/** Starts an empty database in this thread. Its endpoint has a path. */
export async function startEmbedded(): Promise<Database> {
  origin ??= listen();
  opened += 1;
  const endpoint = `${await origin}/${opened}`;
  const database = dynalite({ createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
  databases.set(endpoint, database.listeners('request')[0] as (request: object, response: object) => void);
  return { endpoint, close: async () => void databases.delete(endpoint) };
}

async function listen(): Promise<string> {
  const server: Server = createServer((request, response) => {
    const [, path] = request.url?.split('/') ?? [];
    const handle = databases.get(`${originOf(server)}/${path}`);
    if (!handle) return void request.socket.destroy();
    handle(request, response);
    // dynalite rethrows the error of a client that disconnects early, which would end the thread.
    request.removeAllListeners('error').on('error', () => {});
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  return originOf(server);
}

function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Makes a table as `create` does. Only the first time, the SDK is asked, because its requests take much longer. */
export async function createLike(create: Create, { client, endpoint }: { client: DynamoDBClient; endpoint: string }) {
  const known = definitions.get(create);
  const definition = known ?? (await definitionOf(create, client));
  definitions.set(create, definition);
  const { TableName = '' } = definition;
  if (known) await ask(endpoint, 'CreateTable', definition);
  while ((await ask(endpoint, 'DescribeTable', { TableName })).Table.TableStatus !== 'ACTIVE') await setTimeout(1);
  return { client, name: TableName };
}

/** Makes a table, and returns the request that made it. */
async function definitionOf(create: Create, client: DynamoDBClient): Promise<CreateTableCommandInput> {
  let definition: CreateTableCommandInput | undefined;
  client.middlewareStack.add(
    (next) => (args) => {
      if ('KeySchema' in args.input) definition = args.input;
      return next(args);
    },
    { step: 'initialize', name: 'definition' },
  );
  await create(client);
  client.middlewareStack.remove('definition');
  if (!definition) throw new Error('no table was made');
  return definition;
}

/** Asks a database of this thread without a connection. */
function ask(endpoint: string, operation: string, input: object): Promise<ReturnType<typeof JSON.parse>> {
  const headers = {
    'x-amz-target': `DynamoDB_20120810.${operation}`,
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-date': '20260304T050607Z',
    authorization: 'AWS4-HMAC-SHA256 Credential=test, SignedHeaders=host, Signature=none',
  };
  const request = Object.assign(Readable.from([Buffer.from(JSON.stringify(input))]), { method: 'POST', url: '/' });
  return new Promise((resolve, reject) => {
    const response = {
      statusCode: 0,
      setHeader: () => {},
      end: (text: string) =>
        response.statusCode === 200 ? resolve(JSON.parse(text)) : reject(new Error(`${operation}: ${text}`)),
    };
    databases.get(endpoint)?.(Object.assign(request, { headers }), response);
  });
}
