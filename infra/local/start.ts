import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { logTo } from '../../functions/callback/last-resort.ts';
import type { AuditRecord } from '../../functions/record/record.ts';
import { print, runCommand } from '../cli/usage-error.ts';
import { addressFilter } from './allowed-addresses.ts';
import { callbackLine } from './callback-line.ts';
import type { LocalDatabase } from './database.ts';
import type { SupervisedDatabase } from './database-supervisor.ts';
import { keepFilesPrivate, prepareDirectory, QUEUE } from './directory.ts';
import { watchDirectory } from './directory-watch.ts';
import { driftLine } from './drift-line.ts';
import { startEmbeddedDatabase } from './embedded-database.ts';
import { createRedeliver, loadFunctions } from './functions.ts';
import { queueLateRecords } from './late-records.ts';
import { LiveLines, setNonBlocking } from './live-lines.ts';
import { type LocalConsole, startLocalConsole } from './local-console.ts';
import { startLocalDerivation } from './local-derivation.ts';
import { type Queue, startQueue } from './local-queue.ts';
import { createLocalRuntime } from './local-runtime.ts';
import { type LocalSettings, parseLocalSettings, USAGE } from './local-settings.ts';
import { makeTables } from './make-tables.ts';
import { asPortError } from './port-error.ts';
import { printRejections } from './rejection-lines.ts';
import { startServer } from './server.ts';
import { expectFirstCallback, silenceText } from './silence-notice.ts';
import { welcome } from './welcome.ts';

/** Maximum time to wait for the tables before listening. */
const TABLES_TIMEOUT_MS = 3_000;

/** `npm start`: runs the Lambda functions on this machine, with an embedded or external DynamoDB. */
await runCommand(async () => {
  // Keeps accepting callbacks when the reader of the output closes it or stops reading.
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

/** Serves callbacks. If the database is down, callbacks go to the queue until the tables exist. */
async function serve(
  settings: LocalSettings,
  database: (LocalDatabase & SupervisedDatabase) | undefined,
  queue: Queue,
): Promise<void> {
  const lines = new LiveLines(process.stdout);
  const log = logTo(process.stderr);
  let page: LocalConsole | undefined;
  const onQueued = (record: AuditRecord) => {
    page?.queuedLate();
    lines.print(lateLine(record));
  };
  const late = queueLateRecords(queue, onQueued, log);
  let onCallback = () => {};
  const runtime = createLocalRuntime(settings, database, queue, {
    lastResort: late.lastResort,
    report: (callback) => {
      // A test does not show that OpenIM calls.
      if (!callback.isTest) {
        onCallback();
        page?.answered(callback, new Date());
      }
      lines.print(callbackLine(callback, new Date()));
    },
  });
  const tables = startTables(settings);
  const derivation = startLocalDerivation(runtime.auditTable, settings.dataDirectory, {
    onFailure: warnOfUnderived,
    onRecord: (item) => page?.recorded(item),
    onDrift: (drift) => lines.print(driftLine(drift)),
  });
  const functions = await loadFunctions(runtime);
  const startedAt = new Date().toISOString();
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
  page = await startLocalConsole(settings, { startedAt, onProblem: warn });
  print(welcome(settings, server.port, page?.address));
  tables.made.then(
    () => derivation.resume().catch(warnOfUnderived),
    () => {},
  );
  onCallback = expectFirstCallback(() => lines.print(silenceText(server.port)));

  const watch = new AbortController();
  watchDirectory(settings.dataDirectory, () => recreateDirectory(settings, database), watch.signal).catch(warnOfError);
  const stop = async (code: number) => {
    print('Finishing open requests, then stopping.');
    watch.abort();
    await server.close();
    await page?.close();
    await late.settled();
    await queue.close();
    await derivation.close().catch(warnOfError);
    await database?.close();
    process.exit(code);
  };
  process.once('SIGINT', () => stop(0)).once('SIGTERM', () => stop(0));
  tables.made.catch((error) => {
    warnOfError(error);
    return stop(2);
  });
}

/** Creates the tables. `awaited` resolves when they exist or the wait is over, and rejects on a permanent error. */
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
    onFailure: ({ message }) => warn(`The database failed and is being restarted: ${message}`),
    onRestart: () => startTables(settings).made.catch(warnOfError),
  });
}

/** Continues in a new data directory, because records in deleted files would be lost. */
async function recreateDirectory(
  { dataDirectory }: LocalSettings,
  database: SupervisedDatabase | undefined,
): Promise<void> {
  warn(
    `${dataDirectory} was moved or deleted. New records go to a new, empty directory at that path, and no policy is in force. To continue with the old directory, stop the receiver, replace the new directory with the old one, and restart. Keep the new directory if you need its records.`,
  );
  await prepareDirectory(dataDirectory).then(warn, warnOfError);
  await database?.restart();
}

/** Returns the line of a record that was stored only after its answer. */
function lateLine({ command, groupID, userID, outcome, receivedAt }: AuditRecord): string {
  const now = new Date();
  const milliseconds = now.getTime() - Date.parse(receivedAt);
  return callbackLine({ command, groupID, userID, outcome, isUnknown: false, storedIn: 'queue', milliseconds }, now);
}

function warnOfUnderived({ message }: Error): void {
  warn(`Entries of people could not be written, and are tried again every minute: ${message}`);
}

function warnOfError({ message }: Error): void {
  warn(message);
}

function warn(sentence: string | undefined): void {
  if (sentence !== undefined) console.error(sentence);
}
