import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { logTo } from '../../functions/callback/last-resort.ts';
import type { AuditRecord } from '../../functions/record/record.ts';
import { print, runCommand } from '../cli/command.ts';
import { addressFilter } from './allowed-addresses.ts';
import { callbackLine } from './callback-line.ts';
import type { LocalDatabase } from './database.ts';
import type { SupervisedDatabase } from './database-supervisor.ts';
import { keepFilesPrivate, prepareDirectory, QUEUE } from './directory.ts';
import { watchDirectory } from './directory-watch.ts';
import { startEmbeddedDatabase } from './embedded-database.ts';
import { createRedeliver, loadFunctions } from './functions.ts';
import { queueLateRecords } from './late-records.ts';
import { LiveLines, setNonBlocking } from './live-lines.ts';
import { type Queue, startQueue } from './local-queue.ts';
import { createLocalRuntime } from './local-runtime.ts';
import { type LocalSettings, parseLocalSettings, USAGE } from './local-settings.ts';
import { makeTables } from './make-tables.ts';
import { asPortError } from './port-error.ts';
import { printRejections } from './rejection-lines.ts';
import { startServer } from './server.ts';
import { expectFirstCallback, silenceText } from './silence-notice.ts';
import { welcome } from './welcome.ts';

/** Time that the first callback waits for the tables. A database that is down is not waited for. */
const TABLES_TIMEOUT_MS = 3_000;

/** `npm start`: the functions of the cloud on this machine, over an embedded DynamoDB. */
await runCommand(async () => {
  // It goes on taking callbacks when whoever reads its output goes away, or stops reading.
  for (const stream of [process.stdout, process.stderr]) setNonBlocking(stream.on('error', () => {}));
  const settings = parseLocalSettings(process.argv.slice(2), process.env);
  if (settings === undefined) return print(USAGE);
  keepFilesPrivate();
  warn(await prepareDirectory(settings.dataDirectory));
  const database = settings.databaseEndpoint === undefined ? await embeddedDatabase(settings) : undefined;
  const queue = await startQueue(join(settings.dataDirectory, QUEUE));
  try {
    await serve(settings, database, queue);
  } catch (error) {
    await queue.close();
    await database?.close();
    throw error;
  }
});

/** Listens before the tables are there, if their database is down: the queue takes the callbacks until then. */
async function serve(
  settings: LocalSettings,
  database: (LocalDatabase & SupervisedDatabase) | undefined,
  queue: Queue,
): Promise<void> {
  const lines = new LiveLines(process.stdout);
  const log = logTo(process.stderr);
  const late = queueLateRecords(queue, (record) => lines.print(lateLine(record)), log);
  let onCallback = () => {};
  const runtime = createLocalRuntime(settings, database, queue, {
    lastResort: late.lastResort,
    report: (callback) => {
      onCallback();
      lines.print(callbackLine(callback, new Date()));
    },
  });
  const tables = startTables(settings);
  const functions = await loadFunctions(runtime);
  await tables.awaited;
  queue.deliverTo(createRedeliver(runtime));
  const onRejected = printRejections((line) => lines.print(line));
  const { tokenHashes } = runtime.settings;
  const isAllowedAddress = addressFilter(settings.allowedCidrs);
  const server = await startServer({ ...settings, tokenHashes, isAllowedAddress, functions, onRejected }).catch(
    (error) => {
      throw asPortError(error, settings.port, 'PORT');
    },
  );
  print(welcome(settings, server.port));
  onCallback = expectFirstCallback(() => lines.print(silenceText(server.port)));

  const watch = new AbortController();
  watchDirectory(settings.dataDirectory, () => recreateDirectory(settings, database), watch.signal).catch(warnOfError);
  const stop = async (code: number) => {
    print('Finishing open requests.');
    watch.abort();
    await server.close();
    await late.settled();
    await queue.close();
    await database?.close();
    process.exit(code);
  };
  process.once('SIGINT', () => stop(0)).once('SIGTERM', () => stop(0));
  tables.made.catch((error) => {
    warnOfError(error);
    return stop(2);
  });
}

/** Makes the tables. `awaited` resolves when they are there or not to be waited for, and rejects when they can't be made. */
function startTables(settings: LocalSettings): { made: Promise<void>; awaited: Promise<unknown> } {
  const waiting = Promise.withResolvers<void>();
  const onWaiting = (sentence: string) => {
    warn(sentence);
    waiting.resolve();
  };
  const made = makeTables(settings, process.env.AWS_ENDPOINT_URL_DYNAMODB ?? '', { onWaiting, onReady: print });
  const timeout = setTimeout(TABLES_TIMEOUT_MS, undefined, { ref: false });
  return { made, awaited: Promise.race([made, waiting.promise, timeout]) };
}

function embeddedDatabase(settings: LocalSettings): Promise<LocalDatabase & SupervisedDatabase> {
  return startEmbeddedDatabase(settings, {
    onFailure: ({ message }) => warn(`The database failed, and is started again: ${message}`),
    onRestart: () => startTables(settings).made.catch(warnOfError),
  });
}

/** Records are kept in a new directory, as nobody would find again what is written to files that are gone. */
async function recreateDirectory(
  { dataDirectory }: LocalSettings,
  database: SupervisedDatabase | undefined,
): Promise<void> {
  warn(
    `${dataDirectory} was moved or deleted while the receiver runs. From now on records go to a new, empty directory there, and no policy is in force. To go on with the old one, stop the receiver, move the new directory away, put the old one back, and start again.`,
  );
  await prepareDirectory(dataDirectory).then(warn, warnOfError);
  await database?.restart();
}

/** A record that has its place only after its answer. */
function lateLine({ command, groupID, userID, outcome, receivedAt }: AuditRecord): string {
  const now = new Date();
  const milliseconds = now.getTime() - Date.parse(receivedAt);
  return callbackLine({ command, groupID, userID, outcome, isUnknown: false, storedIn: 'queue', milliseconds }, now);
}

function warnOfError({ message }: Error): void {
  warn(message);
}

function warn(sentence: string | undefined): void {
  if (sentence !== undefined) console.error(sentence);
}
