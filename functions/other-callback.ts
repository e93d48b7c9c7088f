import { environment } from './callback/environment.ts';
import { identifiersOf } from './callback/identifiers.ts';
import { type Handler, handlerOf, refuserOf } from './callback/pipeline.ts';
import { Rejected } from './callback/rejected.ts';
import { noCallback, otherCallback } from './openim/other.ts';

const NOT_TAKEN = new Rejected('unknownCallback', 'the address names no callback that is taken');

/** Whatever else OpenIM sends: recorded as it came, and let through. Settings turn it off. */
export const handler: Handler = async (event, context) => {
  const command = event.pathParameters?.command ?? event.queryStringParameters?.command;
  const callback = otherCallback(command);
  if (!callback || !environment.settings.recordsOtherCallbacks)
    return refuserOf(callback ?? noCallback, NOT_TAKEN)(event, context);
  const handle = handlerOf(callback, {
    concerns: (fields) => {
      const { groupID, userID } = identifiersOf(fields);
      return { groupID, userID };
    },
  });
  return handle(event, context);
};
