import { markHeaders, RELAY_HEADERS, type RelayedRequest } from '../../../functions/openim/relay-protocol.ts';
import type { ReceiverAnswer } from '../receiver/client.ts';
import { describe } from '../receiver/envelope.ts';
import { type Outcome, outcomeOf, outcomeOfFailure } from './outcome.ts';
import type { SendOne } from './send-request.ts';

const REQUEST_TIMEOUT_MS = 10_000;

/** Returns the headers that came, and the identity by which a repeated delivery is recognised. */
export function otherHeaders({
  id,
  contentType = 'application/json',
  operationID,
  ...marks
}: Pick<RelayedRequest, 'id' | 'contentType' | 'operationID' | 'isTest' | 'replayOf'>): Record<string, string> {
  return {
    'content-type': contentType,
    ...(operationID !== undefined && { operationid: operationID }),
    [RELAY_HEADERS.id]: id,
    ...markHeaders(marks),
  };
}

/** Sends one after callback to a server that knows OpenIM's protocol only. */
export const sendToOther: SendOne = async (client, request) => {
  const { path, body } = request;
  try {
    return outcomeOfOther(
      await client.send({ path, headers: otherHeaders(request), body, timeoutMs: REQUEST_TIMEOUT_MS }),
    );
  } catch (error) {
    return outcomeOfFailure(error);
  }
};

/** Statuses below 500 that say that the server did not handle the request. */
const UNTAKEN = [401, 403, 413, 429];
const TIMED_OUT = 408;

/**
 * OpenIM ignores both the status and the content of such an answer. Therefore any answer counts as taken unless its status asks for
 * another attempt: a server that does not know a callback answers 404, and always will.
 */
export function outcomeOfOther(answer: ReceiverAnswer): Outcome {
  const { status } = answer;
  if (UNTAKEN.includes(status)) return outcomeOf(answer);
  const isTaken = (status >= 200 && status < 300) || (status >= 400 && status < 500 && status !== TIMED_OUT);
  return isTaken ? { kind: 'done' } : { kind: 'failed', reason: describe(answer) };
}
