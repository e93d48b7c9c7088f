import * as v from 'valibot';
import { problems } from '../../../functions/openim/problems.ts';
import {
  BATCH_CONTENT_TYPE,
  BATCH_PATH,
  BatchAnswer,
  type BatchResult,
  RELAY_HEADERS,
  type RelayedRequest,
  relayHeaders,
  toBatchLine,
} from '../../../functions/openim/relay-protocol.ts';
import type { ReceiverAnswer, ReceiverClient } from '../receiver/client.ts';
import { describe, errCodeOf, jsonObjectOf } from '../receiver/envelope.ts';
import { type Outcome, outcomeOf, outcomeOfFailure, type Untaken } from './outcome.ts';

/** Longer than a receiver takes for one callback, and than a Lambda function may run for a batch. */
const REQUEST_TIMEOUT_MS = 10_000;
const BATCH_TIMEOUT_MS = 30_000;

/** Result of a batch: of each line by id, not supported by the receiver, ignored by one without tokens, or failed whole. */
export type BatchOutcome =
  | { readonly kind: 'answered'; readonly results: ReadonlyMap<string, BatchResult> }
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'ignored' }
  | Untaken;

export type SendOne = (client: ReceiverClient, request: RelayedRequest, sentAt: string) => Promise<Outcome>;

/** Sends one request to its usual address, as OpenIM sent it. */
export async function sendRequest(client: ReceiverClient, request: RelayedRequest, sentAt: string): Promise<Outcome> {
  const { path, operationID, contentType = 'application/json', body } = request;
  const headers = {
    'content-type': contentType,
    ...(operationID !== undefined && { operationid: operationID }),
    ...relayHeaders(request, sentAt),
  };
  try {
    return outcomeOf(await client.send({ path, headers, body, timeoutMs: REQUEST_TIMEOUT_MS }));
  } catch (error) {
    return outcomeOfFailure(error);
  }
}

/** Sends several requests at once. */
export async function sendBatch(
  client: ReceiverClient,
  requests: readonly RelayedRequest[],
  sentAt: string,
): Promise<BatchOutcome> {
  const body = Buffer.from(requests.map((request) => `${toBatchLine(request)}\n`).join(''));
  const headers = { 'content-type': BATCH_CONTENT_TYPE, [RELAY_HEADERS.sentAt]: sentAt };
  try {
    return batchOutcomeOf(await client.send({ path: BATCH_PATH, headers, body, timeoutMs: BATCH_TIMEOUT_MS }));
  } catch (error) {
    return outcomeOfFailure(error);
  }
}

function batchOutcomeOf(answer: ReceiverAnswer): BatchOutcome {
  const { status } = answer;
  const parsed = v.safeParse(BatchAnswer, jsonObjectOf(answer));
  if (status === 200 && parsed.success)
    return { kind: 'answered', results: new Map(parsed.output.results.map((result) => [result.id, result])) };
  if (errCodeOf(answer) === problems.notRelay.errCode) return { kind: 'ignored' };
  const isUnknown = errCodeOf(answer) === problems.unknownCallback.errCode || status === 404 || status === 405;
  // A server that answers JSON to every address does not know batches either.
  if (isUnknown || (status === 200 && jsonObjectOf(answer) !== undefined)) return { kind: 'unsupported' };
  const outcome = outcomeOf(answer);
  // A batch can be too large, or malformed for a receiver, when none of its requests is.
  return outcome.kind === 'wait' ? outcome : { kind: 'failed', reason: `${describe(answer)} to a batch` };
}
