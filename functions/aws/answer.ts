import type { Readable } from 'node:stream';
import { type HttpResponse, loadJsonRpcErrorCode } from '@smithy/core/protocols';
import type { ResponseMetadata } from '@smithy/types';

/** Members of an answer, or of an error. */
type Members = Readonly<Record<string, unknown>>;

/** Replaces values in an answer that JSON cannot express, such as bytes. */
export type Decode = (members: object) => void;

/** Error that a service answered. It has the SDK's members, by which the SDK decides about retries, and those of the answer. */
export class ServiceError extends Error {
  override readonly name: string;
  readonly $fault: 'client' | 'server';
  readonly $metadata: ResponseMetadata;

  constructor(name: string, $metadata: ResponseMetadata, { message, Message, ...members }: Members) {
    super(String(message ?? Message ?? 'UnknownError'));
    // Members of every error stay as they are, even the prototype, which JSON can name.
    for (const [member, value] of Object.entries(members))
      if (!(member in this)) Object.defineProperty(this, member, { value, enumerable: true });
    this.name = name;
    this.$fault = ($metadata.httpStatusCode ?? 0) < 500 ? 'client' : 'server';
    this.$metadata = $metadata;
  }
}

/**
 * Reads an answer of the protocol JSON 1.0. Its members are those that the service sent, and `$metadata`.
 *
 * @throws {ServiceError} for any status of 300 and more
 * @throws {SyntaxError} with `$metadata` for an answer that is not JSON, such as the page of a proxy, and for a success that is not an object,
 * because nobody knows then what was done
 */
export async function answerOf(
  response: HttpResponse,
  decode: Decode,
): Promise<{ readonly $metadata: ResponseMetadata }> {
  const text = (await bytesOf(response.body)).toString();
  const { statusCode: httpStatusCode, headers } = response;
  const { 'x-amzn-requestid': requestId } = headers;
  const $metadata = { httpStatusCode, ...(requestId !== undefined && { requestId }) };
  const members = parsed(text, decode, $metadata);
  if (httpStatusCode < 300) {
    if (text.trimStart().startsWith('{')) return { ...members, $metadata };
    throw Object.assign(new SyntaxError('the answer is not an object'), { $metadata });
  }
  throw new ServiceError(loadJsonRpcErrorCode(response, members) ?? 'Unknown', $metadata, members);
}

/** An error may be empty, such as that of a service which is out of order. */
function parsed(text: string, decode: Decode, $metadata: ResponseMetadata): Members {
  if (text === '') return {};
  try {
    const members = Object(JSON.parse(text));
    decode(members);
    return members;
  } catch (error) {
    throw Object.assign(error as SyntaxError, { $metadata });
  }
}

/** @throws when the connection ends before the answer does */
function bytesOf(body: Readable): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    body.on('data', (chunk: Buffer) => chunks.push(chunk));
    body.once('end', () => resolve(Buffer.concat(chunks)));
    body.once('error', reject);
  });
}
