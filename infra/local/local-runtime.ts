import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createRuntime, type Runtime, type RuntimeOptions } from '../../functions/callback/runtime.ts';
import { UsageError } from '../cli/usage-error.ts';
import type { LocalDatabase } from './database.ts';
import type { Queue } from './local-queue.ts';
import { type LocalSettings, withoutEmpty } from './local-settings.ts';
import { fillInForSdk, pointSdkAt } from './sdk.ts';

/** Client for another DynamoDB, with the keys of a profile. Its time limits are those of the functions. */
const PROFILE_CLIENT = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 500, requestTimeout: 1_000, throwOnRequestTimeout: true },
};

/**
 * Creates the runtime of the local functions, and configures the SDK in this process for the database.
 *
 * @param database the embedded database, if it is used
 * @throws {UsageError} naming each invalid variable
 */
export function createLocalRuntime(
  { auditTableName, policyTableName, isOpen }: LocalSettings,
  database: LocalDatabase | undefined,
  queue: Queue,
  options: RuntimeOptions,
): Runtime {
  const own = {
    AUDIT_TABLE_NAME: auditTableName,
    POLICY_TABLE_NAME: policyTableName,
    FALLBACK_QUEUE_URL: queue.url,
    ALLOW_UNAUTHENTICATED: String(isOpen),
  };
  if (database) pointSdkAt(database, process.env);
  else fillInForSdk(process.env);
  try {
    // The functions themselves take keys from the environment only, as Lambda passes them.
    const client = process.env.AWS_PROFILE === undefined ? {} : { client: new DynamoDBClient(PROFILE_CLIENT) };
    return createRuntime({ ...withoutEmpty(process.env), ...own }, { ...client, ...options });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
