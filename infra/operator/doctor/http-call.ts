import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { TEST_HEADER } from '../../../functions/callback/test-mark.ts';
import { withoutSecrets } from './without-secrets.ts';

/** One answer, whatever it is. */
export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
  readonly location?: string | undefined;
  /** From the first byte that was sent to the last that came. */
  readonly milliseconds: number;
}

/** Reason for a missing answer. */
export interface NoAnswer {
  readonly failure: string;
}

/** Largest answer that is read. Those of a receiver are below 8 kB. */
const MAX_ANSWER_BYTES = 1_024 * 1_024;

/** Sends callbacks as OpenIM does: HTTP/1.1, kept-alive connections, credentials of the address. */
export class Caller {
  readonly #agent: HttpAgent;
  readonly #address: string;
  readonly #timeoutMs: number;

  constructor(address: string, timeoutMs: number) {
    this.#address = address;
    this.#timeoutMs = timeoutMs;
    this.#agent = new (isHttps(address) ? HttpsAgent : HttpAgent)({ keepAlive: true, maxSockets: 1 });
  }

  /**
   * Sends one test event. Never throws.
   *
   * @param suffix what follows the address, such as `/callbackAfterJoinGroupCommand`
   * @param password replaces the one of the address
   */
  send(suffix: string, body: object, password?: string): Promise<HttpAnswer | NoAnswer> {
    const url = new URL(this.#address + suffix);
    const user = bytesOf(url.username);
    const secret = password ?? bytesOf(url.password);
    url.username = '';
    url.password = '';
    const text = `${JSON.stringify(body)}\n`;
    const credentials = Buffer.from(`${user}:${secret}`, 'latin1').toString('base64');
    const headers = {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(text),
      'User-Agent': 'openim-webhook-doctor',
      [TEST_HEADER]: '1',
      ...((user || secret) && { Authorization: `Basic ${credentials}` }),
    };
    const options = { method: 'POST', agent: this.#agent, headers, signal: AbortSignal.timeout(this.#timeoutMs) };
    return this.#answerTo(url, options, text).then((answer) => withoutSecrets(answer, [credentials, secret]));
  }

  close(): void {
    this.#agent.destroy();
  }

  #answerTo(url: URL, options: object, text: string): Promise<HttpAnswer | NoAnswer> {
    const startedAt = performance.now();
    return new Promise((resolve) => {
      const onError = (error: NodeJS.ErrnoException) => resolve({ failure: this.#reasonOf(error) });
      const request = (isHttps(this.#address) ? httpsRequest : httpRequest)(url, options, (response) => {
        let bytes = Buffer.alloc(0);
        response.on('error', onError).on('data', (chunk) => {
          if (bytes.length < MAX_ANSWER_BYTES) bytes = Buffer.concat([bytes, chunk]);
        });
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            text: bytes.toString(),
            location: response.headers.location,
            milliseconds: performance.now() - startedAt,
          }),
        );
      });
      request.on('error', onError).end(text);
    });
  }

  #reasonOf(error: NodeJS.ErrnoException): string {
    if (error.name === 'AbortError' || error.name === 'TimeoutError')
      return `no answer within ${this.#timeoutMs / 1_000} s`;
    return reasonOfConnection(error);
  }
}

/** Decodes %XX as Go does: to bytes, here one a character, which need not be UTF-8. */
function bytesOf(escaped: string): string {
  return escaped.replace(/%([0-9a-f]{2})/gi, (_escape, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}

function isHttps(address: string): boolean {
  return address.startsWith('https:');
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was closed without an answer',
  EHOSTUNREACH: 'the machine cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ENOTFOUND: 'the name does not exist',
  EAI_AGAIN: 'the name server does not answer',
  ETIMEDOUT: 'the connection timed out',
  EPROTO: 'it does not speak TLS',
  HPE_INVALID_CONSTANT: 'it does not speak HTTP',
};

/** Explains a failure of the network, in words that follow a colon. */
export function reasonOfConnection({ code = '', message }: NodeJS.ErrnoException): string {
  return REASONS[code] ?? (code.startsWith('HPE_') ? 'it does not speak HTTP' : message || code);
}
