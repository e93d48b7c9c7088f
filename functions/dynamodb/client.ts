import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { TransientRetryStrategy } from './retry.ts';

/** Environment variables, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A healthy table answers within 10 ms. Two timeouts must fit into the table's share of the deadline. */
const CONNECTION_TIMEOUT_MS = 500;
const REQUEST_TIMEOUT_MS = 1_000;

/** `baseDelay` is in milliseconds, and the SDK's own value for DynamoDB. */
const RETRIES = { maxAttempts: 3, baseDelay: 25 };

/** A table that hangs must not use up the time of a function. */
const TIMEOUTS = { connectionTimeout: 2_000, requestTimeout: 5_000 };

/** The SDK's own delays between so many attempts come to several seconds. */
const PATIENT_ATTEMPTS = 8;

/** Creates a client that also retries throttled requests, for functions whose answer nobody waits for. */
export function patientClientFor(env: Environment): DynamoDBClient {
  const requestHandler = { ...TIMEOUTS, throwOnRequestTimeout: true };
  return new DynamoDBClient({ ...connectionOf(env), maxAttempts: PATIENT_ATTEMPTS, requestHandler });
}

/** Creates a client from the given variables instead of `process.env`, so that one process can have several. */
export function clientFor(env: Environment): DynamoDBClient {
  return new DynamoDBClient({
    ...connectionOf(env),
    retryStrategy: new TransientRetryStrategy(RETRIES),
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    },
  });
}

function connectionOf({
  AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  AWS_REGION: region,
  AWS_PROFILE: profile,
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
  AWS_SESSION_TOKEN: sessionToken,
}: Environment) {
  return {
    ...(endpoint && { endpoint }),
    ...(region && { region }),
    ...(!profile &&
      accessKeyId &&
      secretAccessKey && { credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) } }),
  };
}
