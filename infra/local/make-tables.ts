import { setTimeout } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';
import { UsageError } from '../cli/usage-error.ts';
import type { LocalSettings } from './local-settings.ts';
import { createAuditTable, createPolicyTable } from './table-definitions.ts';

const RETRY_PAUSE_MS = 2_000;
const CONNECTION_TIMEOUT_MS = 3_000;
const REQUEST_TIMEOUT_MS = 5_000;

interface Progress {
  /** Called once with a message when the tables cannot be created yet. */
  readonly onWaiting: (sentence: string) => void;
  /** Called afterwards when the tables exist. */
  readonly onReady: (sentence: string) => void;
}

/**
 * Creates both tables, and retries until DynamoDB answers.
 *
 * @throws {UsageError} for permanent errors, such as invalid credentials
 */
export async function makeTables(
  { auditTableName, policyTableName }: Pick<LocalSettings, 'auditTableName' | 'policyTableName'>,
  endpoint: string,
  { onWaiting, onReady }: Progress,
): Promise<void> {
  const client = new DynamoDBClient({
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    },
  });
  for (let attempt = 0; ; attempt += 1) {
    try {
      await createAuditTable(client, auditTableName);
      await createPolicyTable(client, policyTableName);
      client.destroy();
      if (attempt > 0) onReady(`The tables in the DynamoDB at ${endpoint} are ready.`);
      return;
    } catch (error) {
      const { message, name, code = name } = error as NodeJS.ErrnoException;
      if (!isTransient(error as Failure)) {
        throw new UsageError(
          `The DynamoDB at ${endpoint} rejected the tables (${code}): ${firstSentence(message)}. Correct AWS_ENDPOINT_URL_DYNAMODB, AWS_REGION or the credentials.`,
        );
      }
      if (attempt === 0)
        onWaiting(`The DynamoDB at ${endpoint} is not available yet (${code}). Callbacks go to the queue until it is.`);
      await setTimeout(RETRY_PAUSE_MS, undefined, { ref: false });
    }
  }
}

type Failure = Parameters<typeof isTransientError>[0];

/** Includes unknown host names, because the name of a container is unknown until it runs. */
function isTransient(error: Failure): boolean {
  return isThrottlingError(error) || isTransientError(error) || isServerError(error);
}

function firstSentence(message: string): string {
  return message.split(/\n|\.\s/)[0]?.replace(/\.$/, '') ?? '';
}
