import httpJsonBodyParser from '@middy/http-json-body-parser';
import type { Step } from './pipeline-event.ts';
import { mediaType } from './receive.ts';
import { Malformed } from './rejection.ts';

/**
 * Maximum length of a body that middy parses. Its search for unsafe keys takes 20 to 60 times as long as parsing, so a
 * large body would exceed the deadline. `toStorable` drops unsafe keys in any case.
 */
const MAX_SEARCHED_LENGTH = 64 * 1_024;

/** Stands in every body that has an unsafe key. Only the escape of a letter can hide its name. */
const MAYBE_UNSAFE = /__proto__|constructor|\\u/;

/** Parses a JSON body. Other content types are rejected. */
export function parse(): Step {
  const { before } = httpJsonBodyParser();
  return async (request) => {
    const { request: gatewayEvent, state } = request.event;
    const text = String(state.body);
    const isSearched = text.length <= MAX_SEARCHED_LENGTH && MAYBE_UNSAFE.test(text);
    // The parser writes to its event, and knows only the usual spelling of the header.
    const event = {
      ...gatewayEvent,
      headers: { 'content-type': mediaType(gatewayEvent) },
      isBase64Encoded: false,
      body: isSearched ? text : '{}',
    };
    await before?.({ ...request, event });
    state.body = isSearched ? event.body : parsed(text);
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Malformed('body is not JSON', { cause: error });
  }
}
