import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { Table } from '../../functions/dynamodb/table.ts';
import { AWS, explained } from '../cli/database-failure.ts';
import { UsageError } from '../cli/usage-error.ts';
import { type LocalDatabase, NoDatabase, openDatabase } from '../local/database.ts';
import { keepFilesPrivate } from '../local/directory.ts';
import { DEFAULT_DIRECTORY } from '../local/local-settings.ts';
import { isEndpoint, NOT_AN_ENDPOINT } from '../local/sdk.ts';
import { type InAws, type TableNames, tableNames } from './table-names.ts';

export interface Tables {
  readonly audit: Table<DynamoDBClient>;
  readonly policy: Table<DynamoDBClient>;
  /** Displayed place of the tables. */
  readonly place: string;
}

/**
 * Runs `use` on tables of AWS when one is named, with the operator's own credentials. Otherwise it uses the data of `npm start`,
 * whether that runs or not, or with `AWS_ENDPOINT_URL_DYNAMODB` another DynamoDB. It makes neither data nor tables, because
 * nobody would search for data where `npm start` is not.
 *
 * @throws {UsageError}
 */
export async function withTables(
  env: NodeJS.ProcessEnv,
  { auditTable, policyTable, region }: InAws,
  use: (tables: Tables) => Promise<void>,
): Promise<void> {
  const names = tableNames(env, { auditTable, policyTable });
  if (auditTable || policyTable) return using(clientWith(region ? { region } : {}), AWS, names, use);
  if (env.AWS_ENDPOINT_URL_DYNAMODB)
    return using(clientWith(configOf(env.AWS_ENDPOINT_URL_DYNAMODB, env)), env.AWS_ENDPOINT_URL_DYNAMODB, names, use);
  const directory = resolve(env.DATA_DIR || DEFAULT_DIRECTORY);
  keepFilesPrivate();
  const { endpoint, accessKey, close } = await openInTurn(directory);
  try {
    const credentials = { accessKeyId: accessKey, secretAccessKey: LOCAL };
    await using(clientWith({ endpoint, region: LOCAL, credentials }), directory, names, use);
  } finally {
    await close();
  }
}

/** Region and credentials that any local DynamoDB takes. */
export const LOCAL = 'local';

/** Fills in values that the SDK needs and the environment lacks, because an external DynamoDB may not check them. */
function configOf(endpoint: string, env: NodeJS.ProcessEnv): DynamoDBClientConfig {
  if (!isEndpoint(endpoint)) throw new UsageError(`AWS_ENDPOINT_URL_DYNAMODB ${NOT_AN_ENDPOINT}`);
  const hasCredentials = env.AWS_PROFILE !== undefined || env.AWS_ACCESS_KEY_ID !== undefined;
  const credentials = hasCredentials ? {} : { credentials: { accessKeyId: LOCAL, secretAccessKey: LOCAL } };
  return { endpoint, region: env.AWS_REGION ?? LOCAL, ...credentials };
}

/** A database that accepts connections and does not answer must not block a command. */
export function clientWith(config: DynamoDBClientConfig): DynamoDBClient {
  const requestHandler = { connectionTimeout: 5_000, requestTimeout: 10_000, throwOnRequestTimeout: true };
  return new DynamoDBClient({ ...config, maxAttempts: 2, requestHandler });
}

const OPEN_ATTEMPTS = 10;
const OPEN_PAUSE_MS = 500;

/**
 * Opens the data, after waiting for a command that uses it.
 *
 * @throws {UsageError}
 */
async function openInTurn(directory: string): Promise<LocalDatabase> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await openDatabase(directory);
    } catch (error) {
      const isFinal = error instanceof NoDatabase || (error as NodeJS.ErrnoException).code === 'EACCES';
      if (isFinal || attempt === OPEN_ATTEMPTS) throw unopened(directory, error as Error);
      await setTimeout(OPEN_PAUSE_MS);
    }
  }
}

function unopened(directory: string, error: NodeJS.ErrnoException): UsageError {
  if (error instanceof NoDatabase)
    return new UsageError(
      `No data was found in ${directory}. Set DATA_DIR to the directory that npm start shows, or run npm start first.`,
    );
  if (error.code === 'EACCES')
    return new UsageError(
      `You have no permission for the data in ${directory}. Run this command as the user who runs npm start.`,
    );
  return new UsageError(
    `The data in ${directory} can't be opened: ${error.message}. Try again when no other command uses it.`,
  );
}

/** Runs `use` on tables of a client, explains what fails, and ends the client. */
export async function using(
  client: DynamoDBClient,
  place: string,
  names: TableNames,
  use: (tables: Tables) => Promise<void>,
): Promise<void> {
  try {
    await use({ audit: { client, name: names.audit }, policy: { client, name: names.policy }, place });
  } catch (error) {
    throw explained(error, names, place);
  } finally {
    client.destroy();
  }
}
