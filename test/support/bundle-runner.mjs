// Stands in for Lambda: loads the bundle beside it, and answers one event a line with one result a line.
import { createInterface } from 'node:readline';
import { handler } from './index.mjs';

for await (const line of createInterface({ input: process.stdin })) {
  const result = await handler(JSON.parse(line), { getRemainingTimeInMillis: () => 5_000 });
  process.stdout.write(`RESULT ${JSON.stringify(result)}\n`);
}
