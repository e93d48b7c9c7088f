import type { HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { HttpHandlerOptions, RequestHandler, RequestHandlerOutput } from '@smithy/types';
import type { Timeouts } from './timeouts.ts';

/** A healthy service answers within 10 ms. Two attempts must fit into the table's share of the deadline. */
const ATTEMPT_TIMEOUT_MS = 1_000;

/** The service was not reached in time, or has not answered in time. It may have done what it was asked. */
class TimeoutError extends Error {
  /** By this name, the SDK tries again. */
  override readonly name = 'TimeoutError';
}

/** What ends an attempt. The handler of the SDK takes this form of a signal, too, which costs less than an AbortSignal. */
class AttemptSignal {
  aborted = false;
  onabort: (() => void) | null = null;

  abort(): void {
    this.aborted = true;
    this.onabort?.();
  }
}

/**
 * Connections of a process. The SDK makes a timer for each request to set what Node's agent sets by itself, but only if `keepAlive` is
 * exactly true. Node takes any truthy value.
 */
const AGENT_OPTIONS = { keepAlive: 1 as never as true };

/** Time limits of the SDK's handler, which are off. */
const NO_TIMEOUTS = { connectionTimeout: 0, requestTimeout: 0, socketTimeout: 0 };

/** Sends the requests of the SDK's clients. */
export type FunctionRequestHandler = RequestHandler<HttpRequest, HttpResponse, HttpHandlerOptions>;

/**
 * Creates the SDK's handler of requests with a time limit for each attempt, from its start to the end of the answer. The limit is one
 * of `timeouts`, in place of the handler's own, because those make a timer each for connection, request and socket.
 */
export function createRequestHandler(timeouts: Pick<Timeouts, 'after'>): FunctionRequestHandler {
  const http = new NodeHttpHandler({ ...NO_TIMEOUTS, httpAgent: AGENT_OPTIONS, httpsAgent: AGENT_OPTIONS });
  return {
    metadata: http.metadata,
    destroy: () => http.destroy(),
    handle: async (request, { abortSignal, ...options } = {}) => {
      const attempt = new AttemptSignal();
      const abort = () => attempt.abort();
      if (abortSignal?.aborted) abort();
      else (abortSignal as AbortSignal | undefined)?.addEventListener('abort', abort);
      let isOver = false;
      const cancel = timeouts.after(ATTEMPT_TIMEOUT_MS, () => {
        isOver = true;
        abort();
      });
      const end = () => {
        cancel();
        (abortSignal as AbortSignal | undefined)?.removeEventListener('abort', abort);
      };
      try {
        const output: RequestHandlerOutput<HttpResponse> = await http.handle(request, {
          ...options,
          abortSignal: attempt,
        });
        output.response.body.once('close', end);
        return output;
      } catch (error) {
        end();
        throw isOver ? new TimeoutError(`no answer within ${ATTEMPT_TIMEOUT_MS} ms`, { cause: error }) : error;
      }
    },
  };
}
