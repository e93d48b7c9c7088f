import { ConditionalCheckFailedException, DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { accessOf, type Environment, endpointOf } from '../aws/environment.ts';
import { createCall, type ServiceProblem } from '../aws/json-client.ts';
import type { Timeouts } from '../aws/timeouts.ts';
import { fromAttributeJson, toAttributeJson } from './attribute-json.ts';
import type { TableClient } from './table.ts';

/** Form in which the SDK describes the operation of a command. */
type StaticOperationSchema = readonly [9, namespace: string, name: string, ...unknown[]];

/** The SDK's own base of the delay for DynamoDB. It doubles with each attempt. */
const BASE_DELAY_MS = 25;

/**
 * Creates the client of the functions, from the given variables instead of `process.env`, so that one process can have several.
 *
 * It retries transient errors, but not throttling, because OpenIM waits for the answer. A throttled record goes to the queue at once.
 */
export function functionClientFor(env: Environment, timeouts: Timeouts): TableClient {
  const access = accessOf(env);
  const scope = { service: 'dynamodb', region: access.region };
  const { AWS_ENDPOINT_URL_DYNAMODB: given } = env;
  const service = {
    ...scope,
    ...access,
    endpoint: given ? new URL(given) : endpointOf(scope),
    target: 'DynamoDB_20120810',
    delaysMs: [1, 2].map((factor) => () => Math.random() * factor * BASE_DELAY_MS),
    retriesThrottling: false,
    errorOf,
  };
  const call = createCall(service, timeouts);
  return {
    send: async ({ schema, input }, { abortSignal } = {}) => {
      const [, , operation] = schema as StaticOperationSchema;
      const answer = await call(operation, toAttributeJson(input), abortSignal);
      return Object.assign(fromAttributeJson(answer) as object, { $metadata: {} }) as never;
    },
  };
}

/** Not the `name` of the class, which a bundle shortens. */
const CONDITION_FAILED: ConditionalCheckFailedException['name'] = 'ConditionalCheckFailedException';

function errorOf({ body, ...problem }: ServiceProblem): Error {
  if (problem.name !== CONDITION_FAILED) return new DynamoDBServiceException(problem);
  const { Item } = fromAttributeJson(JSON.stringify(body)) as Pick<ConditionalCheckFailedException, 'Item'>;
  return new ConditionalCheckFailedException({ ...problem, Item });
}
