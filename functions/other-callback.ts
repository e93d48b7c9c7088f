import { environment } from './callback/environment.ts';
import { identifiersOf } from './callback/identifiers.ts';
import { type Handler, handlerOf } from './callback/pipeline.ts';
import { failed, toProxyResult } from './openim/answer.ts';
import { otherCallback } from './openim/other.ts';

/** Whatever else OpenIM sends: recorded as it came, and let through. Settings turn it off. */
export const handler: Handler = async (event, context) => {
  const command = event.pathParameters?.command ?? event.queryStringParameters?.command;
  const callback = environment.settings.recordsOtherCallbacks ? otherCallback(command) : undefined;
  if (!callback)
    return toProxyResult(failed('unknownCallback', 'the address names no callback that is taken', 'before', 'refuse'));
  const handle = handlerOf(callback, {
    concerns: (fields) => {
      const { groupID, userID } = identifiersOf(fields);
      return { groupID, userID };
    },
  });
  return handle(event, context);
};
