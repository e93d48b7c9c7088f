import { resolve } from 'node:path';
import { UsageError } from '../cli/usage-error.ts';
import { openRunning } from '../local/database.ts';
import { DEFAULT_DIRECTORY } from '../local/local-settings.ts';
import { clientWith, LOCAL, type Tables, using, withTables } from './open-tables.ts';
import { type InAws, tableNames } from './table-names.ts';

export interface RunningTables extends Tables {
  /** Finds the database again, because `npm start` may have restarted at another port. */
  readonly refresh?: () => void;
}

/**
 * Runs `use` on tables that others write to meanwhile: as `withTables`, but data of this machine only while `npm start` runs, because a
 * command that opened it would keep `npm start` from it.
 *
 * @throws {UsageError}
 */
export async function withRunningTables(
  env: NodeJS.ProcessEnv,
  inAws: InAws,
  use: (tables: RunningTables) => Promise<void>,
): Promise<void> {
  if (inAws.auditTable || env.AWS_ENDPOINT_URL_DYNAMODB) return withTables(env, inAws, use);
  const directory = resolve(env.DATA_DIR || DEFAULT_DIRECTORY);
  let database = await openRunning(directory);
  if (!database)
    throw new UsageError(
      `npm start does not run with the data in ${directory}, so nothing new comes. Start it, or set DATA_DIR to its directory.`,
    );
  const { accessKey } = database;
  const client = clientWith({
    endpoint: async () => ({ url: new URL(database?.endpoint ?? '') }),
    region: LOCAL,
    credentials: { accessKeyId: accessKey, secretAccessKey: LOCAL },
  });
  const refresh = () => {
    openRunning(directory).then(
      (found) => {
        database = found ?? database;
      },
      () => {},
    );
  };
  await using(client, directory, tableNames(env, inAws), (tables) => use({ ...tables, refresh }));
}
