import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { Timeouts } from './timeouts.ts';

/** A healthy service answers within 10 ms. Two timeouts must fit into the table's share of the deadline. */
const CONNECTION_TIMEOUT_MS = 500;
const REQUEST_TIMEOUT_MS = 1_000;

/** Maximum connections of a process. In Lambda it uses a few of them. */
const AGENT_OPTIONS = { keepAlive: true, maxSockets: 50 };

/** Answer of a service. */
export interface ServiceAnswer {
  readonly status: number;
  /** `x-amzn-requestid` */
  readonly requestID: string | undefined;
  readonly text: string;
}

/** The service was not reached in time, or did not answer in time. It may have done what it was asked. */
class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

class AbortError extends Error {
  override readonly name = 'AbortError';
}

/**
 * Sends one POST to a service.
 *
 * @throws errors of the connection, `TimeoutError`, and `AbortError` when the signal aborts
 */
export type Post = (
  headers: Readonly<Record<string, string>>,
  body: string,
  signal?: AbortSignal,
) => Promise<ServiceAnswer>;

/** Returns a function that sends to one service, over connections that it keeps. */
export function createPost({ protocol, hostname, port, pathname }: URL, timeouts: Timeouts): Post {
  const isPlain = protocol === 'http:';
  const agent = isPlain ? new HttpAgent(AGENT_OPTIONS) : new HttpsAgent(AGENT_OPTIONS);
  const request = isPlain ? requestHttp : requestHttps;
  const to = { host: hostname.replace(/^\[|\]$/g, ''), port, path: pathname, method: 'POST', agent };
  return (headers, body, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(new AbortError('the time for the request is over'));
      const sent = request({ ...to, headers: { ...headers, 'content-length': Buffer.byteLength(body) } });
      const end = () => {
        cancel();
        signal?.removeEventListener('abort', abort);
      };
      const fail = (error: Error) => {
        end();
        reject(error);
      };
      const destroy = (error: Error) => {
        fail(error);
        sent.destroy();
      };
      const abort = () => destroy(new AbortError('the time for the request is over'));
      let cancel = timeouts.after(CONNECTION_TIMEOUT_MS, () => {
        if (sent.socket?.connecting !== false) return destroy(new TimeoutError('the service could not be reached'));
        cancel = timeouts.after(REQUEST_TIMEOUT_MS - CONNECTION_TIMEOUT_MS, () =>
          destroy(new TimeoutError('the service did not answer')),
        );
      });
      signal?.addEventListener('abort', abort);
      sent
        .on('error', (error) => fail(named(error)))
        .on('response', (response) => {
          textOf(
            response,
            (error) => fail(named(error)),
            (text) => {
              end();
              const { statusCode: status = 0, headers } = response;
              resolve({ status, requestID: headers['x-amzn-requestid']?.toString(), text });
            },
          );
        });
      sent.end(body);
    });
}

/** Names an error of the connection by its code, such as `ECONNRESET`, because a log line has only the name. */
function named(error: NodeJS.ErrnoException): Error {
  return error.code === undefined ? error : Object.assign(error, { name: error.code });
}

function textOf(response: IncomingMessage, fail: (error: Error) => void, done: (text: string) => void): void {
  const chunks: Buffer[] = [];
  response
    .on('data', (chunk: Buffer) => chunks.push(chunk))
    .on('error', fail)
    .on('end', () => done(Buffer.concat(chunks).toString()));
}
