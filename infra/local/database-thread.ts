import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { startDynamoDB } from './dynamodb.ts';

/** What a request must have for dynalite to look at it; whose it is, it does not ask. */
const HEADERS = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-target': 'DynamoDB_20120810.ListTables',
  'x-amz-date': '20260101T000000Z',
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=local',
};

/** The thread of a database: says its endpoint once it answers, and ends when it is told anything. */
const { path, port } = workerData as { path: string; port: number };
const database = await startDynamoDB(path, port);
// The storage is opened for the first request, and what it fails with ends this thread.
await fetch(database.endpoint, { method: 'POST', headers: HEADERS, body: '{}' });
parentPort?.postMessage(database.endpoint);
if (parentPort) await once(parentPort, 'message');
await database.close();
process.exit();
