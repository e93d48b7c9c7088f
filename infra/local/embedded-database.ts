import { UsageError } from '../cli/usage-error.ts';
import { DatabaseInUse, startDatabase } from './database.ts';
import type { OnFailure } from './database-supervisor.ts';
import type { LocalSettings } from './local-settings.ts';
import { asPortError } from './port-error.ts';

interface Events {
  readonly onFailure: OnFailure;
  /** Called after a restart. The storage may be empty then. */
  readonly onRestart: () => void;
}

/**
 * Starts the database of `npm start`.
 *
 * @throws {UsageError} when directory or port are in use, or the data cannot be opened
 */
export async function startEmbeddedDatabase(
  { dataDirectory, databasePort }: LocalSettings,
  events: Events,
): ReturnType<typeof startDatabase> {
  try {
    return await startDatabase(dataDirectory, { port: databasePort, ...events });
  } catch (error) {
    const { message, syscall } = error as NodeJS.ErrnoException;
    if (error instanceof DatabaseInUse)
      throw new UsageError(`${message}. Stop that process, or set DATA_DIR to another directory.`);
    if (syscall === 'listen') throw asPortError(error, databasePort, 'DYNAMODB_PORT');
    throw new UsageError(
      `The data in ${dataDirectory} can't be opened: ${message}. Check its permissions and the free disk space.`,
    );
  }
}
