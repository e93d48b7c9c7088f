import httpJsonBodyParser from '@middy/http-json-body-parser';
import type { Step } from './pipeline-event.ts';
import { mediaType } from './receive.ts';
import { Malformed } from './rejection.ts';

/**
 * Characters up to which middy's parser gets the body itself. It searches every value for unsafe keys, which takes 20 to 60 times
 * as long as parsing. The largest bodies would use up the deadline. Those keys are never copied anyway.
 */
const MAX_SEARCHED_LENGTH = 64 * 1_024;

/** Parses the body, if the request says that it is JSON. */
export function parse(): Step {
  const { before } = httpJsonBodyParser();
  return async (request) => {
    const { request: gatewayEvent, state } = request.event;
    const text = String(state.body);
    const isSearched = text.length <= MAX_SEARCHED_LENGTH;
    // The parser gets a copy, because it writes into its event and reads the header by its usual name only.
    const event = {
      ...gatewayEvent,
      headers: { 'content-type': mediaType(gatewayEvent) },
      isBase64Encoded: false,
      body: isSearched ? text : '{}',
    };
    await before?.({ ...request, event });
    state.body = isSearched ? event.body : parseLarge(text);
  };
}

function parseLarge(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Malformed('body is not JSON', { cause: error });
  }
}
