import { setTimeout } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';
import { UsageError } from '../cli/command.ts';
import type { LocalSettings } from './local-settings.ts';
import { createAuditTable, createPolicyTable } from './table-definitions.ts';

const RETRY_PAUSE_MS = 2_000;
const CONNECTION_TIMEOUT_MS = 3_000;
const REQUEST_TIMEOUT_MS = 5_000;

interface Progress {
  /** Called once, when the tables can't be made yet, with a sentence about it. */
  readonly onWaiting: (sentence: string) => void;
  /** Called after that, when they are there. */
  readonly onReady: (sentence: string) => void;
}

/**
 * Makes both tables in a DynamoDB, as soon as it answers: that may be down, or its host not there yet.
 *
 * @throws {UsageError} for what does not pass by itself, such as credentials that are refused
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
      if (attempt > 0) onReady(`The DynamoDB at ${endpoint} has the tables now.`);
      return;
    } catch (error) {
      const { message, name, code = name } = error as NodeJS.ErrnoException;
      if (!isTransient(error as Failure)) {
        throw new UsageError(
          `The DynamoDB at ${endpoint} does not take the tables (${code}): ${firstSentence(message)}. Correct AWS_ENDPOINT_URL_DYNAMODB, AWS_REGION or the credentials.`,
        );
      }
      if (attempt === 0)
        onWaiting(
          `The DynamoDB at ${endpoint} does not take the tables yet (${code}). Callbacks go to the queue until it does.`,
        );
      await setTimeout(RETRY_PAUSE_MS, undefined, { ref: false });
    }
  }
}

type Failure = Parameters<typeof isTransientError>[0];

/** Unknown host names count, too, because that of a container is unknown until the container runs. */
function isTransient(error: Failure): boolean {
  return isThrottlingError(error) || isTransientError(error) || isServerError(error);
}

function firstSentence(message: string): string {
  return message.split(/\n|\.\s/)[0]?.replace(/\.$/, '') ?? '';
}
