import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Table } from '../../functions/dynamodb/table.ts';
import { UsageError } from '../cli/command.ts';
import { AWS, explained } from '../cli/database-failure.ts';
import { type LocalDatabase, NoDatabase, openDatabase } from '../local/database.ts';
import { keepFilesPrivate } from '../local/directory.ts';
import { DEFAULT_DIRECTORY } from '../local/local-settings.ts';
import { fillInForSdk, isEndpoint, NOT_AN_ENDPOINT, pointSdkAt } from '../local/sdk.ts';
import { LOCAL_AUDIT_TABLE, LOCAL_POLICY_TABLE } from '../local/table-definitions.ts';

export interface Tables {
  readonly audit: Table;
  readonly policy: Table;
  /** Where they are, for a person. */
  readonly place: string;
}

/** Tables in AWS, by the names that `cdk deploy` printed. */
export interface InAws {
  readonly auditTable?: string | undefined;
  readonly policyTable?: string | undefined;
  readonly region?: string | undefined;
}

/**
 * Runs something on the tables of AWS, with the operator's own credentials, when one is named; else on those of `npm start`,
 * whether that runs or not, or with `AWS_ENDPOINT_URL_DYNAMODB` on those of another DynamoDB. It makes neither data nor tables, because
 * nobody would look for what is written where `npm start` is not.
 */
export async function withTables(
  env: NodeJS.ProcessEnv,
  { auditTable, policyTable, region }: InAws,
  use: (tables: Tables) => Promise<void>,
): Promise<void> {
  const names = {
    audit: auditTable || env.AUDIT_TABLE_NAME || LOCAL_AUDIT_TABLE,
    policy: policyTable || env.POLICY_TABLE_NAME || LOCAL_POLICY_TABLE,
  };
  if (auditTable || policyTable) return using(clientWith(region ? { region } : {}), AWS, names, use);
  if (env.AWS_ENDPOINT_URL_DYNAMODB) {
    if (!isEndpoint(env.AWS_ENDPOINT_URL_DYNAMODB))
      throw new UsageError(`AWS_ENDPOINT_URL_DYNAMODB ${NOT_AN_ENDPOINT}`);
    fillInForSdk(env);
    return using(clientWith(), env.AWS_ENDPOINT_URL_DYNAMODB, names, use);
  }
  const directory = resolve(env.DATA_DIR || DEFAULT_DIRECTORY);
  keepFilesPrivate();
  const database = await openInTurn(directory);
  try {
    pointSdkAt(database, env);
    await using(clientWith(), directory, names, use);
  } finally {
    await database.close();
  }
}

/** A database that accepts connections and does not answer must not keep a person waiting. */
function clientWith(config: { readonly region?: string } = {}): DynamoDBClient {
  const requestHandler = { connectionTimeout: 5_000, requestTimeout: 10_000, throwOnRequestTimeout: true };
  return new DynamoDBClient({ ...config, maxAttempts: 2, requestHandler });
}

const OPEN_ATTEMPTS = 10;
const OPEN_PAUSE_MS = 500;

/**
 * Opens the data when a command that has it is done.
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
      `There is no data in ${directory}. Set DATA_DIR to the directory that npm start shows, or run npm start first.`,
    );
  if (error.code === 'EACCES')
    return new UsageError(
      `You have no permission for the data in ${directory}. Run this as the user who runs npm start.`,
    );
  return new UsageError(
    `The data in ${directory} can't be opened: ${error.message}. Try again when no other command uses it.`,
  );
}

async function using(
  client: DynamoDBClient,
  place: string,
  names: Names,
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

interface Names {
  readonly audit: string;
  readonly policy: string;
}
