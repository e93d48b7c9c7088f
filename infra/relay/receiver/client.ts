import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { DONE_HEADER } from '../../../functions/openim/relay-protocol.ts';
import { failureReason } from './failure-reason.ts';
import type { Target } from './target.ts';

/** Idle time after which a connection is not used again. Gateways and load balancers close theirs after 60 s or more. */
const IDLE_TIMEOUT_MS = 50_000;

/** Maximum bytes of an answer. A batch's is the largest. */
const MAX_ANSWER_BYTES = 1_000_000;

export interface ReceiverRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly timeoutMs: number;
  /** Uses no connection that was idle. */
  readonly isFresh?: boolean;
}

export interface ReceiverAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter: string | undefined;
  /** The receiver says that a request which it rejected needs no further delivery. */
  readonly isDone?: boolean;
  readonly body: Buffer;
}

/**
 * Part of an exchange that failed. `connection`: no byte of an answer came, because the connection failed. `answer`: the answer broke
 * off or was too large. `time`: the time was up.
 */
export type FailedPart = 'connection' | 'answer' | 'time';

/** The receiver did not answer. The message holds no address. */
export class SendFailure extends Error {
  override readonly name = 'SendFailure';
  readonly part: FailedPart;

  constructor(part: FailedPart, message: string) {
    super(message);
    this.part = part;
  }
}

/** Sends requests to one server on connections that stay open. */
export class ReceiverClient {
  readonly target: Target;
  readonly #agent: http.Agent;

  constructor(target: Target) {
    this.target = target;
    const options = { keepAlive: true, timeout: IDLE_TIMEOUT_MS };
    this.#agent = target.isSecure ? new https.Agent(options) : new http.Agent(options);
  }

  /** @throws {SendFailure} */
  send({ path, headers, body, timeoutMs, isFresh = false }: ReceiverRequest): Promise<ReceiverAnswer> {
    const { host, port, basePath, authorization, isSecure } = this.target;
    const { promise, resolve, reject } = Promise.withResolvers<ReceiverAnswer>();
    const request = (isSecure ? https : http).request({
      ...{ host, port, agent: isFresh ? false : this.#agent, method: 'POST', path: `${basePath}${path}` },
      headers: { ...headers, ...(authorization && { authorization }), 'content-length': body.length },
    });
    let hasAnswer = false;
    const timer = setTimeout(
      () => request.destroy(new SendFailure('time', `no answer within ${timeoutMs / 1_000} s`)),
      timeoutMs,
    );
    const fail = (error: Error) => {
      clearTimeout(timer);
      reject(
        error instanceof SendFailure
          ? error
          : new SendFailure(hasAnswer ? 'answer' : 'connection', failureReason(error)),
      );
    };
    request.once('error', fail);
    request.once('response', (response) => {
      hasAnswer = true;
      read(response).then((bytes) => {
        clearTimeout(timer);
        resolve(answerOf(response, bytes));
      }, fail);
    });
    // Node reports neither an answer nor an error when the answer changes the protocol.
    request.once('close', () => {
      if (!hasAnswer) fail(new SendFailure('answer', 'the connection ended without an answer'));
    });
    request.end(body);
    return promise;
  }

  close(): void {
    this.#agent.destroy();
  }
}

async function read(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    length += chunk.length;
    if (length > MAX_ANSWER_BYTES) throw new SendFailure('answer', 'the answer is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function answerOf({ statusCode = 0, headers }: IncomingMessage, body: Buffer): ReceiverAnswer {
  return {
    status: statusCode,
    contentType: headers['content-type'] ?? '',
    retryAfter: headers['retry-after'],
    isDone: headers[DONE_HEADER] !== undefined,
    body,
  };
}
