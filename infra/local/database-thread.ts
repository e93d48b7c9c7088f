import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { startDynamoDB } from './dynamodb.ts';

/** The thread of a database: says its endpoint once it takes requests, and ends when it is told anything. */
const { path, port } = workerData as { path: string; port: number };
const database = await startDynamoDB(path, port);
parentPort?.postMessage(database.endpoint);
if (parentPort) await once(parentPort, 'message');
await database.close();
process.exit();
