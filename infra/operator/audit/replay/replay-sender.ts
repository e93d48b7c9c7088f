import { REPLAY_HEADER } from '../../../../functions/openim/mark-headers.ts';
import { Poster } from '../../calls/poster.ts';
import type { ReplayTarget } from './replay-target.ts';
import type { Replayable } from './replayable.ts';

/** A receiver's result for a callback. `failure` is the reason why OpenIM could not read an answer. */
export type Answered = 'accepted' | 'refused' | { readonly failure: string };

/** OpenIM waits at most this long. */
const TIMEOUT_MS = 15_000;

/** Status of a body that the receiver recorded and did not accept. All others from 400 on are failures. */
const MALFORMED_STATUS = 400;

/** Sends recorded bodies to a receiver. */
export class ReplaySender {
  readonly #target: ReplayTarget;
  readonly #poster: Poster;

  constructor(target: ReplayTarget, connections: number) {
    this.#target = target;
    this.#poster = new Poster(target.address, { connections, timeoutMs: TIMEOUT_MS });
  }

  /** Never throws. */
  async send({ wireName, eventID, operationID, body }: Replayable): Promise<Answered> {
    const { address, authorization } = this.#target;
    const headers = {
      [REPLAY_HEADER]: eventID,
      ...(operationID !== undefined && isHeader(operationID) && { Operationid: latin1(operationID) }),
      ...(authorization && { Authorization: authorization }),
    };
    const answer = await this.#poster.post(`${address}/${wireName}`, headers, body);
    return 'failure' in answer ? answer : read(answer.status, answer.text);
  }

  close(): void {
    this.#poster.close();
  }
}

/** An ID of a body may have characters that no header can have. The receiver then reads it from the body. */
function isHeader(text: string): boolean {
  return /^[^\p{Cc}]*$/u.test(text);
}

/** Returns UTF-8 as Node writes it to a header. */
function latin1(text: string): string {
  return Buffer.from(text).toString('latin1');
}

/** Reads an answer as OpenIM does, but for the status: OpenIM would continue after an error page. */
function read(status: number, text: string): Answered {
  const answer = parsed(text);
  if (status >= 300 && status !== MALFORMED_STATUS) return { failure: `it answers with the status ${status}` };
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer))
    return { failure: `it does not answer with a JSON object (status ${status})` };
  return status === MALFORMED_STATUS || ('nextCode' in answer && answer.nextCode === 1) ? 'refused' : 'accepted';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
