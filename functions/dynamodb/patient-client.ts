import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Environment } from '../aws/environment.ts';

/** A table that hangs must not use up the time of a function. */
const TIMEOUTS = { connectionTimeout: 2_000, requestTimeout: 5_000 };

/** The SDK's own delays between so many attempts come to several seconds. */
const PATIENT_ATTEMPTS = 8;

/** Creates a client that also retries throttled requests, for functions whose answer nobody waits for. */
export function patientClientFor(env: Environment): DynamoDBClient {
  const requestHandler = { ...TIMEOUTS, throwOnRequestTimeout: true };
  return new DynamoDBClient({ ...connectionOf(env), maxAttempts: PATIENT_ATTEMPTS, requestHandler });
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
