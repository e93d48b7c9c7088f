import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { type DynamoDBOptions, startDynamoDB } from './dynamodb.ts';

/** The thread of a database: says its endpoint once it answers, and ends when it is told anything. */
const options = workerData as DynamoDBOptions & { readonly accessKey: string };
const database = await startDynamoDB(options);
// The storage is opened for the first request, and what it fails with ends this thread.
await fetch(database.endpoint, { method: 'POST', headers: headersFor(options.accessKey), body: '{}' });
parentPort?.postMessage(database.endpoint);
if (parentPort) await once(parentPort, 'message');
await database.close();
process.exit();

/** Headers without which dynalite ignores a request. It does not check the signature. */
function headersFor(accessKey: string): Record<string, string> {
  return {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': 'DynamoDB_20120810.ListTables',
    'x-amz-date': '20260101T000000Z',
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKey}/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=local`,
  };
}
