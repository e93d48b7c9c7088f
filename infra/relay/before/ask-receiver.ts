import { type ReceiverAnswer, type ReceiverClient, SendFailure } from '../receiver/client.ts';
import { describe, errCodeOf, jsonObjectOf } from '../receiver/envelope.ts';
import { RECEIVER, type Target, titleOf } from '../receiver/target.ts';
import type { NoVerdict } from './own-verdict.ts';

/** `answered`: the server's own answer. Otherwise the relay must give a verdict. */
export type Asked =
  | { readonly kind: 'answered'; readonly answer: ReceiverAnswer; readonly isRecorded: boolean }
  | { readonly kind: 'unanswered'; readonly problem: NoVerdict; readonly reason: string };

export interface Question {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Statuses below 500 of answers in OpenIM's envelope behind which there is no record, unless the receiver says so. 400 is a gateway's own. */
const UNRECORDED = [400, 401, 403, 413, 429];

/**
 * Asks the receiver about a before callback. If the connection and not the answer failed, it asks once more on a new one, because
 * connections that were idle may just have been closed.
 *
 * @param deadlineMs time for both attempts
 * @param now returns milliseconds of a monotonic clock
 */
export async function askReceiver(
  client: ReceiverClient,
  question: Question,
  deadlineMs: number,
  now: () => number,
): Promise<Asked> {
  const endMs = now() + deadlineMs;
  const ask = (isFresh: boolean) =>
    client.send({ ...question, isFresh, timeoutMs: Math.max(1, Math.floor(endMs - now())) });
  try {
    return judged(
      client.target,
      await ask(false).catch((error) =>
        isConnectionFailure(error) && now() < endMs ? ask(true) : Promise.reject(error),
      ),
    );
  } catch (error) {
    if (!(error instanceof SendFailure)) throw error;
    const problem = error.part === 'time' ? 'outOfTime' : 'receiverAway';
    return { kind: 'unanswered', problem, reason: `${titleOf(client.target)} did not answer: ${error.message}` };
  }
}

function isConnectionFailure(error: unknown): boolean {
  return error instanceof SendFailure && error.part === 'connection';
}

/**
 * Accepts an answer only if OpenIM reads it as the server means it. A page of a proxy or a gateway's own error is rejected. The receiver
 * always answers the whole envelope. Other JSON comes from another server, and OpenIM would read it as "continue".
 */
function judged(target: Target, answer: ReceiverAnswer): Asked {
  const { status } = answer;
  const isEnvelope = errCodeOf(answer) !== undefined;
  const isBareSuccess = status >= 200 && status < 300 && jsonObjectOf(answer) !== undefined;
  if (!isEnvelope && (target.name === RECEIVER || !isBareSuccess)) {
    const reason = `the answer is not ${titleOf(target)}'s: ${describe(answer)}`;
    return { kind: 'unanswered', problem: 'receiverAway', reason };
  }
  const isRecorded = answer.isDone === true || (status < 500 && !UNRECORDED.includes(status));
  return { kind: 'answered', answer, isRecorded };
}
