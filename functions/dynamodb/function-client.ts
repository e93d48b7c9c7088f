import type { StaticOperationSchema } from '@smithy/types';
import { accessOf, type Environment } from '../aws/environment.ts';
import type { FunctionRequestHandler } from '../aws/request-handler.ts';
import { createServiceClient } from '../aws/service-client.ts';
import { readBytes, toJson } from './bytes.ts';
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
  const call = createServiceClient({
    name: 'dynamodb',
    target: 'DynamoDB_20120810',
    endpoint,
    access: accessOf(env),
    retryStrategy: new TransientRetryStrategy(RETRIES),
    maxAttempts: RETRIES.maxAttempts,
    requestHandler,
    encode: toJson,
    decode: readBytes,
  });
  return {
    send: ({ schema, input }, { abortSignal } = {}) =>
      call((schema as StaticOperationSchema)[2], input, abortSignal) as never,
  };
}
