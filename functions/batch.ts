import { authenticationProblem, isRelay } from './callback/authenticate.ts';
import { linesOf } from './callback/batch-event.ts';
import { BatchLines } from './callback/batch-lines.ts';
import { inLambda } from './callback/in-lambda.ts';
import { type Handler, handlerOf, rejectingHandlerOf } from './callback/pipeline.ts';
import { recordBatch } from './callback/record-batch.ts';
import { Malformed, Rejected } from './callback/rejection.ts';
import type { Runtime } from './callback/runtime.ts';
import { failure, toProxyResult } from './openim/answer.ts';
import { type CallbackKind, callbackSentAs } from './openim/catalogue.ts';
import { noCallback } from './openim/other.ts';
import { type BatchAnswer, MAX_BATCH_BYTES, MAX_BATCH_LINES } from './openim/relay-protocol.ts';
import { createHandler as otherCallback } from './other-callback.ts';

const TOO_LARGE = `a batch has at most ${MAX_BATCH_LINES} lines and ${MAX_BATCH_BYTES} bytes`;

/**
 * Records the callbacks of a relay's batch, each as its own function does. Before callbacks are not judged, because OpenIM has the
 * relay's verdict.
 */
export function createHandler(runtime: Runtime): Handler {
  return async (event, context) => {
    const reject = (problem: Rejected) => rejectingHandlerOf(runtime, noCallback, problem)(event, context);
    const isAuthentic = authenticationProblem(event, runtime.settings) === undefined;
    // The rejection tells callers without a valid token that, and counts them.
    if (!isAuthentic || !isRelay(event, runtime.settings)) return reject(new Rejected('notRelay'));
    const lines = linesOf(event);
    if (lines === undefined || lines.length > MAX_BATCH_LINES) return reject(new Rejected('tooLarge', TOO_LARGE));
    if (lines.length === 0) return reject(new Malformed('the batch has no line'));
    const results = await recordBatch(runtime, handlerFor, { event, context }, lines);
    // The status makes the relay wait, because neither the table nor the queue works.
    if (results.length === 0) return toProxyResult(failure('notRecorded', '', 'after', 'refuse'));
    const answer: BatchAnswer = { results };
    return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(answer) };
  };
}

export const handler = /* @__PURE__ */ inLambda(createHandler, (lines) => new BatchLines(lines));

function handlerFor(runtime: Runtime, wireName: string | undefined): Handler {
  const callback = callbackSentAs(wireName);
  return callback ? handlerOf<CallbackKind>(runtime, callback) : otherCallback(runtime);
}
