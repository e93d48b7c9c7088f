import { parentPort, workerData } from 'node:worker_threads';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { UsageError } from '../../cli/usage-error.ts';
import type { ConsoleThreadOptions, FromConsole, ToConsole } from '../../local/console-messages.ts';
import { messagesIn } from '../../local/message-files.ts';
import { asPortError } from '../../local/port-error.ts';
import { PushedEvents } from './follow/pushed-events.ts';
import { ReceiverCounts } from './receiver-counts.ts';
import { startConsole } from './server.ts';

/** Thread of the console of `npm start`. It posts its address when it listens, or why it does not. */
const options = workerData as ConsoleThreadOptions;
// The environment of the process names the database. A person does not wait longer.
const client = new DynamoDBClient({
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
});
const audit = { client, name: options.auditTableName };
const events = new PushedEvents(audit);
const counts = new ReceiverCounts(options.startedAt);

parentPort?.on('message', (message: ToConsole) => {
  if (message.kind === 'recorded') events.push(message.event);
  else if (message.kind === 'answered') counts.add(message.call);
  else if (message.kind === 'queuedLate') counts.queuedLate();
});

const source = {
  audit,
  policy: { client, name: options.policyTableName },
  place: options.place,
  follow: events.follow,
  receiver: async () => ({
    health: counts.health((await messagesIn(options.queueDirectory)).length),
    lastCall: counts.lastCall,
  }),
  now: () => new Date(),
};

const started: FromConsole = await startConsole(source, options.port).then(
  ({ address }) => ({ address }),
  (error) => ({ problem: problemOf(asPortError(error, options.port, 'CONSOLE_PORT')) }),
);
parentPort?.postMessage(started);

function problemOf(error: unknown): string {
  const reason = error instanceof UsageError ? error.message : (error as Error).message;
  return `The console is off. ${reason}`;
}
