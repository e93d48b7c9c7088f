import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { AuditTable } from '../audit/table.ts';
import type { PolicyTable } from '../policy/table.ts';
import type { Report } from './handled.ts';
import { type LastResort, logTo } from './last-resort.ts';
import { TransientRetryStrategy } from './retry.ts';
import { parseSettings, type Settings } from './settings.ts';
import { createStore, type Store } from './store.ts';

/** Variables of an environment, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Everything that the functions of one process share. */
export interface Runtime {
  readonly settings: Settings;
  readonly auditTable: AuditTable;
  /** The table of policies; undefined for a function that judges nothing. */
  readonly policyTable: PolicyTable | undefined;
  /** Writes a record down: into the table or the queue. */
  readonly store: Store;
  /** Keeps a record that `store` could not write. */
  readonly lastResort: LastResort;
  /** Called once for each request, before its answer is sent. */
  readonly report: Report;
  /** Milliseconds; never jumps. */
  readonly now: () => number;
}

/** Everything that a runtime does not read from the environment. */
export interface RuntimeOptions {
  readonly report?: Report;
  readonly lastResort?: LastResort;
  readonly now?: () => number;
}

/** A healthy table answers in under 10 ms. Two attempts without an answer must fit into its share of the deadline. */
const CONNECTION_TIMEOUT_MS = 500;
const REQUEST_TIMEOUT_MS = 1_000;

/** `baseDelay`: milliseconds, as the SDK has it for DynamoDB. */
const RETRIES = { maxAttempts: 3, baseDelay: 25 };

/**
 * Makes all that functions need: settings, clients, stores.
 *
 * @throws {Error} with a sentence for each variable that is wrong, by its name
 */
export function createRuntime(env: Environment, options: RuntimeOptions = {}): Runtime {
  const { report = () => {}, lastResort = logTo(process.stderr), now = () => performance.now() } = options;
  const settings = parseSettings(env);
  const { auditTableName, policyTableName, fallbackQueueURL } = settings;
  const client = clientFor(env);
  const auditTable = { client, name: auditTableName };
  const fallbackQueue = fallbackQueueURL === undefined ? undefined : { client, url: fallbackQueueURL };
  return {
    settings,
    auditTable,
    policyTable: policyTableName === undefined ? undefined : { client, name: policyTableName },
    store: createStore(auditTable, fallbackQueue, now),
    lastResort,
    report,
    now,
  };
}

/** The client takes from the environment what it would take from `process.env`, so that a process can have several. */
function clientFor({
  AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  AWS_REGION: region,
  AWS_PROFILE: profile,
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
  AWS_SESSION_TOKEN: sessionToken,
}: Environment): DynamoDBClient {
  return new DynamoDBClient({
    ...(endpoint && { endpoint }),
    ...(region && { region }),
    ...(!profile &&
      accessKeyId &&
      secretAccessKey && { credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) } }),
    retryStrategy: new TransientRetryStrategy(RETRIES),
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    },
  });
}
