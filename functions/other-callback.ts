import { capture } from './callback/capture.ts';
import { inLambda } from './callback/in-lambda.ts';
import { type Handler, handlerOf, rejectingHandlerOf } from './callback/pipeline.ts';
import { Misdirected, Rejected } from './callback/rejection.ts';
import type { Runtime } from './callback/runtime.ts';
import { commandOf, isJudged } from './openim/catalogue.ts';
import { noCallback, otherCallback } from './openim/other.ts';
import { unescaped } from './openim/unescaped.ts';

const UNKNOWN_CALLBACK = new Rejected('unknownCallback', 'the address does not name a supported callback');

/**
 * Records and allows every callback without a function of its own, unless the settings turn this off. A judged callback is refused,
 * because API Gateway routes an escaped address such as `/%63allback…` to this function, which has no policy.
 */
export function createHandler(runtime: Runtime): Handler {
  return (event, context) => {
    const command = event.pathParameters?.command ?? event.queryStringParameters?.command;
    // API Gateway passes a path as it was written.
    const callback = otherCallback(unescaped(command ?? ''));
    if (callback && isJudged(commandOf(callback)))
      return rejectingHandlerOf(runtime, callback, new Misdirected(), [capture(runtime, callback)])(event, context);
    if (!callback || !runtime.settings.recordsOtherCallbacks)
      return rejectingHandlerOf(runtime, callback ?? noCallback, UNKNOWN_CALLBACK)(event, context);
    return handlerOf(runtime, callback)(event, context);
  };
}

export const handler = /* @__PURE__ */ inLambda(createHandler);
