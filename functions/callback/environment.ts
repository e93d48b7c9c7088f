import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { FallbackQueue } from '../audit/queue.ts';
import type { AuditTable } from '../audit/table.ts';
import type { PolicyTable } from '../policy/table.ts';
import { TransientRetryStrategy } from './retry.ts';
import { parseSettings, type Settings } from './settings.ts';
import { reportHandled } from './telemetry.ts';

/** What the functions of one process share. */
export interface Environment {
  readonly settings: Settings;
  readonly auditTable: AuditTable;
  /** Where policies are; none, for a function that judges nothing. */
  readonly policyTable: PolicyTable | undefined;
  /** Where records go that the table does not take. */
  readonly fallbackQueue: FallbackQueue | undefined;
}

/** Milliseconds. A healthy table answers in under ten, and two attempts that get no answer must fit into its share of the deadline. */
const CONNECTION_TIMEOUT = 500;
const REQUEST_TIMEOUT = 1_000;

/** `baseDelay`: milliseconds, as the SDK has it for DynamoDB. */
const RETRIES = { maxAttempts: 3, baseDelay: 25 };

/** Made once, when the first handler is loaded, so that a wrong setting stops the function before it takes a callback. */
export const environment: Environment = fromProcess();

function fromProcess(): Environment {
  const settings = parseSettings(process.env);
  reportHandled();
  const client = new DynamoDBClient({
    retryStrategy: new TransientRetryStrategy(RETRIES),
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT,
      requestTimeout: REQUEST_TIMEOUT,
      throwOnRequestTimeout: true,
    },
  });
  const { auditTableName, policyTableName, fallbackQueueURL } = settings;
  return {
    settings,
    auditTable: { client, name: auditTableName },
    policyTable: policyTableName === undefined ? undefined : { client, name: policyTableName },
    fallbackQueue: fallbackQueueURL === undefined ? undefined : { client, url: fallbackQueueURL },
  };
}
