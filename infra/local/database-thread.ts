import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { type DynamoDBOptions, startDynamoDB } from './dynamodb.ts';

/** Thread of the database. It posts its endpoint when it is ready, and ends at the first message. */
const options = workerData as DynamoDBOptions & { readonly accessKey: string };
const database = await startDynamoDB(options);
// Opens the storage, which happens at the first request. A failure ends this thread.
await fetch(database.endpoint, { method: 'POST', headers: headersFor(options.accessKey), body: '{}' });
parentPort?.postMessage(database.endpoint);
if (parentPort) await once(parentPort, 'message');
await database.close();
process.exit();

/** Returns the headers that dynalite requires. It does not verify the signature. */
function headersFor(accessKey: string): Record<string, string> {
  return {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': 'DynamoDB_20120810.ListTables',
    'x-amz-date': '20260101T000000Z',
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKey}/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=local`,
  };
}
