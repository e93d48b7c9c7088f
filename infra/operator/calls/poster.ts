import { Agent as HttpAgent, request as httpRequest, type OutgoingHttpHeaders } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { reasonOfConnection } from '../../cli/failure-reason.ts';

/** One answer, whatever it is. */
export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
  readonly location?: string | undefined;
  /** From the first byte that was sent to the last that came. */
  readonly milliseconds: number;
}

/** Reason for a missing answer, in words that follow a colon. */
export interface NoAnswer {
  readonly failure: string;
}

/** Largest answer that is read. Those of a receiver are below 8 kB. */
const MAX_ANSWER_BYTES = 1_024 * 1_024;

interface PosterOptions {
  readonly connections: number;
  readonly timeoutMs: number;
}

/** Posts JSON to one receiver as OpenIM does: HTTP/1.1, kept-alive connections. */
export class Poster {
  readonly #agent: HttpAgent;
  readonly #request: typeof httpRequest;
  readonly #timeoutMs: number;

  /** @param address decides between HTTP and HTTPS */
  constructor(address: string, { connections, timeoutMs }: PosterOptions) {
    const isHttps = address.startsWith('https:');
    this.#request = isHttps ? httpsRequest : httpRequest;
    this.#agent = new (isHttps ? HttpsAgent : HttpAgent)({ keepAlive: true, maxSockets: connections });
    this.#timeoutMs = timeoutMs;
  }

  /**
   * Never throws.
   *
   * @param url without credentials, which have a header
   */
  post(url: string | URL, headers: OutgoingHttpHeaders, body: string | Uint8Array): Promise<HttpAnswer | NoAnswer> {
    const options = {
      method: 'POST',
      agent: this.#agent,
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Length': Buffer.byteLength(body),
        ...headers,
      },
      signal: AbortSignal.timeout(this.#timeoutMs),
    };
    const startedAt = performance.now();
    return new Promise((resolve) => {
      const onError = (error: NodeJS.ErrnoException) => resolve({ failure: this.#reasonOf(error) });
      const request = this.#request(url, options, (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on('error', onError).on('data', (chunk: Buffer) => {
          if (bytes < MAX_ANSWER_BYTES) chunks.push(chunk);
          bytes += chunk.length;
        });
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            text: Buffer.concat(chunks).toString(),
            location: response.headers.location,
            milliseconds: performance.now() - startedAt,
          }),
        );
      });
      request.on('error', onError).end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }

  #reasonOf(error: NodeJS.ErrnoException): string {
    if (error.name === 'AbortError' || error.name === 'TimeoutError')
      return `no answer within ${this.#timeoutMs / 1_000} s`;
    return reasonOfConnection(error);
  }
}
