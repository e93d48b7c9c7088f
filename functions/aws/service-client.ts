import { AwsJson1_0Protocol } from '@aws-sdk/core/protocols';
import { Client } from '@smithy/core/client';
import { getContentLengthPlugin, HttpRequest, parseUrl } from '@smithy/core/protocols';
import { getRetryPlugin } from '@smithy/core/retry';
import { getSchemaSerdePlugin } from '@smithy/core/schema';
import { calculateBodyLength, fromBase64, fromUtf8, Hash, streamCollector, toBase64, toUtf8 } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import type { FinalizeRequestMiddleware, HttpHandlerOptions, MetadataBearer, RetryStrategyV2 } from '@smithy/types';
import type { accessOf } from './environment.ts';
import { addOwnHeaders } from './own-headers.ts';
import type { FunctionRequestHandler } from './request-handler.ts';

/** Describes one service of AWS. The values are those of the SDK's client for the service. */
export interface Service {
  /** Name in signatures, such as `dynamodb`. */
  readonly name: string;
  readonly endpoint: URL;
  readonly access: ReturnType<typeof accessOf>;
  readonly protocol: ConstructorParameters<typeof AwsJson1_0Protocol>[0];
  readonly retryStrategy: RetryStrategyV2;
  readonly maxAttempts: number;
  readonly requestHandler: FunctionRequestHandler;
}

/**
 * Creates a client for the SDK's commands of a service. It consists of the SDK's parts that a function needs: protocol, retries,
 * signature and trace. It omits endpoint rules, configuration files, credential providers, user agents and clock correction.
 *
 * Source of the parts and their order: the constructor of `DynamoDBClient` in `@aws-sdk/client-dynamodb` 3.1162.0.
 */
export function createServiceClient<Input extends object, Output extends MetadataBearer>(service: Service) {
  const { name, endpoint, access, protocol, retryStrategy, maxAttempts, requestHandler } = service;
  const { region, credentials } = access;
  const address = parseUrl(endpoint);
  const config = {
    apiVersion: '',
    protocol: new AwsJson1_0Protocol(protocol),
    requestHandler,
    retryStrategy: async () => retryStrategy,
    maxAttempts: async () => maxAttempts,
    region: async () => region,
    isCustomEndpoint: true,
    endpointProvider: () => ({ url: endpoint }),
    // Bundles leave the SDK's rules for endpoints out, and take the address from here.
    endpoint: async () => address,
    disableHostPrefix: true,
    base64Decoder: fromBase64,
    base64Encoder: toBase64,
    utf8Decoder: fromUtf8,
    utf8Encoder: toUtf8,
    streamCollector,
    urlParser: parseUrl,
    bodyLengthChecker: calculateBodyLength,
    md5: Hash.bind(null, 'md5'),
  };
  const client = new Client<HttpHandlerOptions, Input, Output, typeof config>(config);
  const sha256 = Hash.bind(null, 'sha256');
  const signer = new SignatureV4({ credentials, region, service: name, sha256 });
  const sign: FinalizeRequestMiddleware<Input, Output> = (next) => async (args) =>
    next(HttpRequest.isInstance(args.request) ? { ...args, request: await signer.sign(args.request) } : args);
  const { middlewareStack } = client;
  middlewareStack.use(getSchemaSerdePlugin(config));
  middlewareStack.use(getContentLengthPlugin(config));
  middlewareStack.add(addOwnHeaders<Input, Output>, { step: 'build', priority: 'low', name: 'addOwnHeaders' });
  middlewareStack.use(getRetryPlugin(config));
  // Each attempt has a signature of its own.
  middlewareStack.addRelativeTo(sign, { name: 'sign', relation: 'after', toMiddleware: 'retryMiddleware' });
  return client;
}
