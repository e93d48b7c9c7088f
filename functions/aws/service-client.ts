import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import type { MetadataBearer, RetryStrategyV2 } from '@smithy/types';
import { answerOf, type Decode } from './answer.ts';
import type { accessOf } from './environment.ts';
import type { FunctionRequestHandler } from './request-handler.ts';
import { withRetries } from './retries.ts';
import { createSha256 } from './sha256.ts';

/** A signature must cover the host, the type of the content and what belongs to AWS. Each further header costs time. */
const UNSIGNED = new Set(['content-length', 'amz-sdk-invocation-id', 'amz-sdk-request']);

/** Describes one service of AWS that speaks JSON 1.0. The values are those of the SDK's client for the service. */
export interface Service {
  /** Name in signatures, such as `dynamodb`. */
  readonly name: string;
  /** Prefix of operations, such as `DynamoDB_20120810`. */
  readonly target: string;
  readonly endpoint: URL;
  readonly access: ReturnType<typeof accessOf>;
  readonly retryStrategy: RetryStrategyV2;
  readonly maxAttempts: number;
  readonly requestHandler: FunctionRequestHandler;
  /** Writes the input of an operation as JSON. */
  readonly encode: (input: object) => string;
  readonly decode: Decode;
}

/**
 * Calls one operation, such as `PutItem`.
 *
 * @throws {ServiceError} what the service answers, `AbortError`, and errors of the connection
 */
export type CallService = (operation: string, input: object, signal?: AbortSignal) => Promise<MetadataBearer>;

/**
 * Returns a function that calls a service. Signature, connection, and the decision about retries are the SDK's. The SDK's client
 * makes the same requests, which a test compares, but with schemas and middlewares that take half of its time and code.
 *
 * Source of the protocol: https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export function createServiceClient(service: Service): CallService {
  const { name, target, endpoint, access, retryStrategy, maxAttempts, requestHandler, encode, decode } = service;
  const signer = new SignatureV4({ ...access, service: name, sha256: createSha256() });
  const { protocol, hostname, pathname: path } = endpoint;
  const address = { protocol, hostname, path, ...(endpoint.port && { port: Number(endpoint.port) }) };
  return (operation, input, abortSignal) => {
    const body = encode(input);
    const headers: Record<string, string> = {
      host: endpoint.host,
      'content-type': 'application/x-amz-json-1.0',
      'content-length': String(Buffer.byteLength(body)),
      'x-amz-target': `${target}.${operation}`,
      'amz-sdk-invocation-id': crypto.randomUUID(),
      ...traceHeader(process.env),
    };
    const request = new HttpRequest({ ...address, method: 'POST', headers, body });
    return withRetries(retryStrategy, abortSignal, async (attempt) => {
      headers['amz-sdk-request'] = `attempt=${attempt}; max=${maxAttempts}`;
      // Each attempt has a signature of its own.
      const signed = (await signer.sign(request, { unsignableHeaders: UNSIGNED })) as HttpRequest;
      const { response } = await requestHandler.handle(signed, abortSignal && { abortSignal });
      return answerOf(response, decode);
    });
  };
}

/** In Lambda, a request has the trace of the call, by which AWS detects loops and X-Ray draws its map. */
function traceHeader({ AWS_LAMBDA_FUNCTION_NAME: inLambda, _X_AMZN_TRACE_ID: trace }: NodeJS.ProcessEnv) {
  return inLambda && trace ? { 'X-Amzn-Trace-Id': trace } : undefined;
}
