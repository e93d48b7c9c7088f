import { logTo } from '../../functions/callback/last-resort.ts';
import type { Runtime } from '../../functions/callback/runtime.ts';
import { print } from '../cli/usage-error.ts';
import { addressFilter } from './allowed-addresses.ts';
import { watchDirectory } from './directory-watch.ts';
import { createRedeliver, type Functions, loadFunctions } from './functions.ts';
import { queueLateRecords } from './late-records.ts';
import type { Listener } from './listen.ts';
import { LiveLines, setNonBlocking } from './live-lines.ts';
import { startLocalConsole } from './local-console.ts';
import { startLocalDerivation } from './local-derivation.ts';
import { createLocalRuntime } from './local-runtime.ts';
import { type LocalSettings, parseLocalSettings } from './local-settings.ts';
import { asPortError } from './port-error.ts';
import { Reports } from './reports.ts';
import { startServer } from './server.ts';
import { startTables } from './start-tables.ts';
import { recreateDirectory, type Storage, startStorage } from './storage.ts';
import { warn, warnOfError } from './warn.ts';
import { welcome } from './welcome.ts';

/**
 * Runs the Lambda functions in this process, with an embedded or external DynamoDB. Resolves when callbacks are accepted.
 *
 * @param host value of `--host`
 * @throws {UsageError}
 */
export async function startReceiver(host: string | undefined): Promise<void> {
  // Keeps accepting callbacks when the reader of the output closes it or stops reading.
  for (const stream of [process.stdout, process.stderr]) setNonBlocking(stream.on('error', () => {}));
  const settings = parseLocalSettings(host, process.env);
  const storage = await startStorage(settings);
  try {
    await serve(settings, storage);
  } catch (error) {
    await storage.queue.close();
    await storage.database?.close();
    throw error;
  }
}

/** Serves callbacks. If the database is down, callbacks go to the queue until the tables exist. */
async function serve(settings: LocalSettings, storage: Storage): Promise<void> {
  const { database, queue } = storage;
  const reports = new Reports(new LiveLines(process.stdout));
  const late = queueLateRecords(queue, (record) => reports.queuedLate(record), logTo(process.stderr));
  const runtime = createLocalRuntime(settings, database, queue, {
    lastResort: late.lastResort,
    report: (callback) => reports.answered(callback),
  });
  const tables = startTables(settings);
  const derivation = startLocalDerivation(runtime.auditTable, settings.dataDirectory, {
    onFailure: warnOfUnderived,
    onRecord: (item) => reports.recorded(item),
    onDrift: (drift) => reports.drifted(drift),
  });
  const functions = await loadFunctions(runtime);
  const startedAt = new Date().toISOString();
  await tables.awaited;
  queue.deliverTo(createRedeliver(runtime));
  const server = await listen(settings, runtime, functions, reports);
  const page = await startLocalConsole(settings, { startedAt, onProblem: warn });
  reports.alsoTo(page);
  print(welcome(settings, server.port, page?.address));
  tables.made.then(
    () => derivation.resume().catch(warnOfUnderived),
    () => {},
  );
  reports.expectFirstCallback(server.port);

  const watch = new AbortController();
  watchDirectory(settings.dataDirectory, () => recreateDirectory(settings, storage), watch.signal).catch(warnOfError);
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

async function listen(
  settings: LocalSettings,
  { settings: { tokenHashes, relayTokenHashes } }: Runtime,
  functions: Functions,
  { rejected: onRejected }: Reports,
): Promise<Listener> {
  const isAllowedAddress = addressFilter(settings.allowedCidrs);
  try {
    return await startServer({ ...settings, tokenHashes, relayTokenHashes, isAllowedAddress, functions, onRejected });
  } catch (error) {
    throw asPortError(error, settings.port, 'PORT');
  }
}

function warnOfUnderived({ message }: Error): void {
  warn(`Entries of people could not be written, and are tried again every minute: ${message}`);
}
