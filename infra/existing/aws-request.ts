import { STSClient } from '@aws-sdk/client-sts';
import { parseXML } from '@aws-sdk/xml-builder';
import { HttpRequest } from '@smithy/core/protocols';
import { StandardRetryStrategy } from '@smithy/core/retry';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { SignatureV4 } from '@smithy/signature-v4';
import { ServiceError } from '../../functions/aws/answer.ts';
import { withRetries } from '../../functions/aws/retries.ts';
import { createSha256 } from '../../functions/aws/sha256.ts';
import { AWS_CLIENT } from '../cli/aws-client.ts';
import { type AwsService, endpointOf } from './aws-endpoint.ts';

/** A request for one operation of a service. */
export interface AwsRequest {
  readonly service: AwsService;
  /** Region of the stack. A service without regions is called in the partition of this region. */
  readonly region: string;
  readonly method: 'GET' | 'POST';
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * Sends a signed request, and returns the text of the answer. Used for services of which one or two operations are needed, because the
 * SDK's clients for such services are large.
 *
 * @throws {ServiceError} with the service's name of the error; also errors of the credentials and the connection
 */
export async function askAws({ service, region, method, path = '/', headers = {}, body }: AwsRequest): Promise<string> {
  const { url, signedFor } = endpointOf(service, region);
  const credentialsOf = new STSClient({ region });
  const signer = new SignatureV4({
    service,
    region: signedFor,
    credentials: credentialsOf.config.credentials,
    sha256: createSha256(),
  });
  const handler = new NodeHttpHandler(AWS_CLIENT.requestHandler);
  const { protocol, hostname, port, host } = url;
  const request = new HttpRequest({
    ...{ protocol, hostname, method, path, body },
    ...(port !== '' && { port: Number(port) }),
    headers: { ...headers, host },
  });
  try {
    return await withRetries(new StandardRetryStrategy(AWS_CLIENT.maxAttempts), undefined, async () => {
      const { response } = await handler.handle((await signer.sign(request)) as HttpRequest);
      const answer = Buffer.concat(await response.body.toArray()).toString();
      if (response.statusCode >= 300) throw errorIn(answer, response.statusCode);
      return answer;
    });
  } finally {
    handler.destroy();
    credentialsOf.destroy();
  }
}

/** Sends a request in the query protocol, whose parameters are fields of a form. */
export function askByQuery(
  service: AwsService,
  region: string,
  parameters: Readonly<Record<string, string>>,
): Promise<string> {
  return askAws({
    ...{ service, region, method: 'POST' },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(parameters).toString(),
  });
}

/**
 * Parses an answer in XML. An element becomes a text or an object of its elements. Elements with the same name become a list.
 *
 * @throws {SyntaxError}
 */
export function xmlIn(text: string): unknown {
  try {
    return parseXML(text);
  } catch (error) {
    throw new SyntaxError('the answer is not XML', { cause: error });
  }
}

/** Parses an error in JSON, or in one of the XML forms of these services. */
function errorIn(text: string, httpStatusCode: number): ServiceError {
  const { __type, Code, message, Message } = membersOf(text);
  return new ServiceError(
    __type?.split('#').at(-1) ?? Code ?? 'Unknown',
    { httpStatusCode },
    { message: message ?? Message },
  );
}

type Members = Readonly<Record<string, string | undefined>>;

function membersOf(text: string): Members {
  try {
    if (text.trimStart().startsWith('{')) return JSON.parse(text);
    const { ErrorResponse, Response } = parseXML(text);
    return ErrorResponse?.Error ?? Response?.Errors?.Error ?? {};
  } catch {
    // The answer is not from AWS, such as the page of a proxy.
    return {};
  }
}
