import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { TransientRetryStrategy } from './retry.ts';

/** Variables of an environment, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A healthy table answers in under 10 ms. Two attempts without an answer must fit into its share of the deadline. */
const CONNECTION_TIMEOUT_MS = 500;
const REQUEST_TIMEOUT_MS = 1_000;

/** `baseDelay`: milliseconds, as the SDK has it for DynamoDB. */
const RETRIES = { maxAttempts: 3, baseDelay: 25 };

/** Attempts of a client that nobody waits for. The SDK's own delays between them come to several seconds. */
const PATIENT_ATTEMPTS = 8;

/** Returns a client that retries throttled requests, too: for functions whose answer nobody waits for. */
export function patientClientFor(env: Environment): DynamoDBClient {
  return new DynamoDBClient({ ...connectionOf(env), maxAttempts: PATIENT_ATTEMPTS });
}

/** The client takes from the environment what it would take from `process.env`, so that a process can have several. */
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
