// Stands in for Lambda: loads the bundle beside it, and answers one event a line with one result a line.
import { createInterface } from 'node:readline';
import { handler } from './index.mjs';

const context = { awsRequestId: '6a9c1f1e-53cb-4f7c-9d52-1f6b0a0d3c77', getRemainingTimeInMillis: () => 5_000 };

for await (const line of createInterface({ input: process.stdin })) {
  const result = await handler(JSON.parse(line), context);
  process.stdout.write(`RESULT ${JSON.stringify(result)}\n`);
}
