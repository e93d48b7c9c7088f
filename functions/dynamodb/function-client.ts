import type { ServiceInputTypes, ServiceOutputTypes } from '@aws-sdk/client-dynamodb';
import { DynamoDBJsonCodec2 } from '@aws-sdk/dynamodb-codec';
import { accessOf, type Environment } from '../aws/environment.ts';
import type { FunctionRequestHandler } from '../aws/request-handler.ts';
import { createServiceClient } from '../aws/service-client.ts';
import { TransientRetryStrategy } from './retry.ts';
import type { TableClient } from './table.ts';

/** `baseDelay` is in milliseconds, and the SDK's own value for DynamoDB. */
const RETRIES = { maxAttempts: 3, baseDelay: 25 };

/**
 * Creates the client of the functions, from the given variables instead of `process.env`, so that one process can have several.
 *
 * @throws {Error} naming a missing or invalid variable
 */
export function functionClientFor(env: Environment, requestHandler: FunctionRequestHandler): TableClient {
  const endpoint = URL.parse(env.AWS_ENDPOINT_URL_DYNAMODB ?? '');
  if (!endpoint) throw new Error('AWS_ENDPOINT_URL_DYNAMODB must be the URL of DynamoDB.');
  return createServiceClient<ServiceInputTypes, ServiceOutputTypes>({
    name: 'dynamodb',
    endpoint,
    access: accessOf(env),
    protocol: {
      defaultNamespace: 'com.amazonaws.dynamodb',
      serviceTarget: 'DynamoDB_20120810',
      jsonCodec: new DynamoDBJsonCodec2(),
    },
    retryStrategy: new TransientRetryStrategy(RETRIES),
    maxAttempts: RETRIES.maxAttempts,
    requestHandler,
  });
}
