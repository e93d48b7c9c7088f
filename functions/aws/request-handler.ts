import type { HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { HttpHandlerOptions, RequestHandler, RequestHandlerOutput } from '@smithy/types';
import type { Timeouts } from './timeouts.ts';

/** Includes connecting. A healthy service answers within 10 ms. Two attempts must fit into the table's share of the deadline. */
const ATTEMPT_TIMEOUT_MS = 1_000;

/** The service was not reached in time, or has not answered in time. It may have done what it was asked. */
class TimeoutError extends Error {
  /** The SDK retries errors with this name. */
  override readonly name = 'TimeoutError';
}

/** Ends one attempt. The SDK's handler accepts this form of a signal, too, which costs less than an AbortSignal. */
class AttemptSignal {
  aborted = false;
  onabort: (() => void) | null = null;

  abort(): void {
    this.aborted = true;
    this.onabort?.();
  }
}

/**
 * Keeps connections. Node accepts any truthy value. With exactly `true`, the SDK makes a timer for each request, which sets what Node's
 * agent has set already.
 */
const AGENT_OPTIONS = { keepAlive: 1 as never as true };

/** Turns off the time limits of the SDK's handler. */
const NO_TIMEOUTS = { connectionTimeout: 0, requestTimeout: 0, socketTimeout: 0 };

/** Sends the requests of the SDK's clients. */
export type FunctionRequestHandler = RequestHandler<HttpRequest, HttpResponse, HttpHandlerOptions>;

/**
 * Creates the SDK's request handler with a time limit for each attempt, from connecting to the end of the answer. `timeouts` replaces
 * the handler's own limits, because those make a timer each for connection, request and socket.
 */
export function createRequestHandler(timeouts: Pick<Timeouts, 'after'>): FunctionRequestHandler {
  const http = new NodeHttpHandler({ ...NO_TIMEOUTS, httpAgent: AGENT_OPTIONS, httpsAgent: AGENT_OPTIONS });
  return {
    metadata: http.metadata,
    destroy: () => http.destroy(),
    handle: async (request, { abortSignal, ...options } = {}) => {
      const signal = abortSignal as AbortSignal | undefined;
      const attempt = new AttemptSignal();
      const abort = () => attempt.abort();
      if (signal?.aborted) abort();
      else signal?.addEventListener('abort', abort);
      let isOver = false;
      const cancel = timeouts.after(ATTEMPT_TIMEOUT_MS, () => {
        isOver = true;
        abort();
      });
      const end = () => {
        cancel();
        signal?.removeEventListener('abort', abort);
      };
      try {
        const output: RequestHandlerOutput<HttpResponse> = await http.handle(request, {
          ...options,
          abortSignal: attempt,
        });
        // The answer is still to be read.
        output.response.body.once('close', end);
        return output;
      } catch (error) {
        end();
        throw isOver ? new TimeoutError(`no answer within ${ATTEMPT_TIMEOUT_MS} ms`, { cause: error }) : error;
      }
    },
  };
}
