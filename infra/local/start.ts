import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { onHandled } from '../../functions/callback/handled.ts';
import { parseSettings } from '../../functions/callback/settings.ts';
import { print, runCommand, UsageError } from '../operator/command.ts';
import { callbackLine, turnedAwayLine } from './callback-line.ts';
import { DatabaseInUse, startDatabase } from './database.ts';
import { prepareDirectory } from './directory.ts';
import type { Database } from './dynamodb.ts';
import { loadFunctions, loadRedeliver } from './functions.ts';
import { LiveLines, neverBlock } from './live-lines.ts';
import { type Queue, startQueue } from './queue.ts';
import { fillInForSdk, pointSdkAt } from './sdk.ts';
import { startServer } from './server.ts';
import { type LocalSettings, parseLocalSettings, USAGE } from './settings.ts';
import { expectFirstCallback, silenceText } from './silence.ts';
import { createAuditTable, createPolicyTable } from './tables.ts';
import { welcome } from './welcome.ts';

/** `npm start`: the functions of the cloud on this machine, over an embedded DynamoDB. */
await runCommand(async () => {
  // It goes on taking callbacks when whoever reads its output goes away, or stops reading.
  for (const stream of [process.stdout, process.stderr]) neverBlock(stream.on('error', () => {}));
  const settings = parseLocalSettings(process.argv.slice(2), process.env);
  if (settings === undefined) return print(USAGE);
  await prepareDirectory(settings.dataDirectory);
  const database = settings.databaseEndpoint === undefined ? await embeddedDatabase(settings) : undefined;
  const queue = await startQueue(join(settings.dataDirectory, 'queue'));
  try {
    prepareEnvironment(settings, database, queue);
    await serve(settings, database, queue);
  } catch (error) {
    await queue.close();
    await database?.close();
    throw error;
  }
});

async function serve(settings: LocalSettings, database: Database | undefined, queue: Queue): Promise<void> {
  const endpoint = process.env.AWS_ENDPOINT_URL_DYNAMODB ?? '';
  await createTables(settings, endpoint);
  const functions = await loadFunctions();
  queue.deliverTo(await loadRedeliver());
  const lines = new LiveLines(process.stdout);
  onHandled((handled) => lines.print(callbackLine(handled, new Date())));
  const onTurnedAway = (problem: string, about: string) => lines.print(turnedAwayLine(problem, about, new Date()));
  const { tokenHashes } = parseSettings(process.env);
  const server = await startServer({ ...settings, tokenHashes, functions, onTurnedAway }).catch((error) =>
    explain(error, settings.port, 'PORT'),
  );
  print(welcome(settings, server.port));
  onHandled(expectFirstCallback(() => lines.print(silenceText(server.port))));

  const stop = async () => {
    print('Finishing what is in flight.');
    await server.close();
    await queue.close();
    await database?.close();
    process.exit(0);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
}

function embeddedDatabase({ dataDirectory, databasePort }: LocalSettings): Promise<Database> {
  const onFailure = ({ message }: Error) => console.error(`The database failed, and is started again: ${message}`);
  return startDatabase(dataDirectory, databasePort, onFailure).catch((error) => {
    if (error instanceof DatabaseInUse) throw new UsageError(`${error.message}: end it, or set DATA_DIR to another.`);
    if (error.syscall === 'listen') return explain(error, databasePort, 'DYNAMODB_PORT');
    throw new UsageError(`The data in ${dataDirectory} can't be opened: ${error.message}. Is the disk full?`);
  });
}

/** The functions read their settings from the environment when they are loaded. */
function prepareEnvironment(
  { auditTableName, policyTableName, isOpen }: LocalSettings,
  database: Database | undefined,
  queue: Queue,
): void {
  const own = {
    AUDIT_TABLE_NAME: auditTableName,
    POLICY_TABLE_NAME: policyTableName,
    FALLBACK_QUEUE_URL: queue.url,
    ALLOW_UNAUTHENTICATED: String(isOpen),
  };
  // A person reads one line a callback here, not Lambda's logs.
  const quiet = { POWERTOOLS_LOG_LEVEL: 'SILENT', POWERTOOLS_METRICS_DISABLED: 'true' };
  if (database) pointSdkAt(database, process.env);
  else fillInForSdk(process.env);
  Object.assign(process.env, own, quiet);
  try {
    parseSettings(process.env);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

async function createTables({ auditTableName, policyTableName }: LocalSettings, endpoint: string): Promise<void> {
  const client = new DynamoDBClient({ maxAttempts: 2 });
  try {
    await createAuditTable(client, auditTableName);
    await createPolicyTable(client, policyTableName);
  } catch (error) {
    const { message, name } = error as Error;
    throw new UsageError(`The DynamoDB at ${endpoint} does not take the tables: ${message || name}`);
  }
  client.destroy();
}

function explain(error: NodeJS.ErrnoException, port: number, variable: string): never {
  if (error.code === 'EADDRINUSE') throw new UsageError(`Port ${port} is in use: set ${variable} to another.`);
  if (error.code === 'EACCES' && error.syscall === 'listen')
    throw new UsageError(`Port ${port} is not allowed: set ${variable} to another.`);
  if (error.code === 'ENOTFOUND' || error.code === 'EADDRNOTAVAIL') {
    throw new UsageError('--host is no address of this machine.');
  }
  throw error;
}
