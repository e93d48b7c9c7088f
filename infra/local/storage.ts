import { join } from 'node:path';
import type { LocalDatabase } from './database.ts';
import type { SupervisedDatabase } from './database-supervisor.ts';
import { keepFilesPrivate, prepareDirectory, QUEUE } from './directory.ts';
import { startEmbeddedDatabase } from './embedded-database.ts';
import { type Queue, startQueue } from './local-queue.ts';
import type { LocalSettings } from './local-settings.ts';
import { startTables } from './start-tables.ts';
import { warn, warnOfError } from './warn.ts';

/** Destinations of records. */
export interface Storage {
  /** Undefined with an external DynamoDB. */
  readonly database: (LocalDatabase & SupervisedDatabase) | undefined;
  readonly queue: Queue;
}

/**
 * Prepares the data directory, and starts what stores records in it.
 *
 * @throws {UsageError} when the directory cannot be used
 */
export async function startStorage(settings: LocalSettings): Promise<Storage> {
  keepFilesPrivate();
  warn(await prepareDirectory(settings.dataDirectory));
  const database = settings.databaseEndpoint === undefined ? await startDatabase(settings) : undefined;
  return { database, queue: await startQueue(join(settings.dataDirectory, QUEUE)) };
}

function startDatabase(settings: LocalSettings): ReturnType<typeof startEmbeddedDatabase> {
  return startEmbeddedDatabase(settings, {
    onFailure: ({ message }) => warn(`The database failed and is being restarted: ${message}`),
    onRestart: () => startTables(settings).made.catch(warnOfError),
  });
}

/** Continues in a new data directory, because records in deleted files would be lost. */
export async function recreateDirectory({ dataDirectory }: LocalSettings, { database }: Storage): Promise<void> {
  warn(
    `${dataDirectory} was moved or deleted. New records go to a new, empty directory at that path, and no policy is in force. To continue with the old directory, stop the receiver, replace the new directory with the old one, and restart. Keep the new directory if you need its records.`,
  );
  await prepareDirectory(dataDirectory).then(warn, warnOfError);
  await database?.restart();
}
