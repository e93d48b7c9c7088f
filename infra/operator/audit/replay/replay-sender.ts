import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { REPLAY_HEADER } from '../../../../functions/callback/replay-mark.ts';
import type { ReplayTarget } from './replay-target.ts';
import type { Replayable } from './replayable.ts';

/** What a receiver made of a callback. `failure` says why there is no answer that OpenIM could read. */
export type Answered = 'accepted' | 'refused' | { readonly failure: string };

/** OpenIM waits no longer. */
const TIMEOUT_MS = 15_000;

/** Largest answer that is read. Those of a receiver are below 8 kB. */
const MAX_ANSWER_LENGTH = 1_024 * 1_024;

/** Status of a body that the receiver recorded and did not accept. All others from 400 on are failures. */
const MALFORMED_STATUS = 400;

/** Sends recorded bodies as OpenIM does, over kept-alive connections. */
export class ReplaySender {
  readonly #target: ReplayTarget;
  readonly #agent: HttpAgent;
  readonly #request: typeof httpRequest;

  constructor(target: ReplayTarget, connections: number) {
    const isHttps = target.address.startsWith('https:');
    this.#target = target;
    this.#request = isHttps ? httpsRequest : httpRequest;
    this.#agent = new (isHttps ? HttpsAgent : HttpAgent)({ keepAlive: true, maxSockets: connections });
  }

  /** Never throws. */
  async send(callback: Replayable): Promise<Answered> {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const options = {
      method: 'POST',
      agent: this.#agent,
      headers: this.#headersOf(callback),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    };
    try {
      this.#request(`${this.#target.address}/${callback.wireName}`, options, resolve)
        .on('error', reject)
        .end(callback.body);
      const response = await promise;
      return read(response.statusCode ?? 0, await textOf(response));
    } catch (error) {
      return { failure: reasonOf(error as NodeJS.ErrnoException) };
    }
  }

  close(): void {
    this.#agent.destroy();
  }

  #headersOf({ eventID, operationID, body }: Replayable) {
    const { authorization } = this.#target;
    return {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': body.length,
      [REPLAY_HEADER]: eventID,
      ...(operationID !== undefined && isHeader(operationID) && { Operationid: latin1(operationID) }),
      ...(authorization && { Authorization: authorization }),
    };
  }
}

/** An ID of a body may have characters that no header has. The receiver finds it in the body then. */
function isHeader(text: string): boolean {
  return /^[^\p{Cc}]*$/u.test(text);
}

/** Returns UTF-8 as Node writes it to a header. */
function latin1(text: string): string {
  return Buffer.from(text).toString('latin1');
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) if (text.length < MAX_ANSWER_LENGTH) text += chunk;
  return text;
}

/** Reads an answer as OpenIM does, but for the status: OpenIM would go on after an error page. */
function read(status: number, text: string): Answered {
  const answer = parsed(text);
  if (status >= 300 && status !== MALFORMED_STATUS) return { failure: `it answers with the status ${status}` };
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer))
    return { failure: `it does not answer with a JSON object (status ${status})` };
  return status === MALFORMED_STATUS || ('nextCode' in answer && answer.nextCode === 1) ? 'refused' : 'accepted';
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was closed without an answer',
  ENOTFOUND: 'the name of the host does not exist',
  ETIMEDOUT: 'no connection came about in time',
  ABORT_ERR: `nothing came within ${TIMEOUT_MS / 1_000} s`,
};

function reasonOf({ code = '', message }: NodeJS.ErrnoException): string {
  return REASONS[code] ?? (code.startsWith('HPE_') ? 'it does not speak HTTP' : message || code);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
