import { failure } from '../../../functions/openim/answer.ts';
import { DEFAULT_LIMITS } from '../../local/limits.ts';
import { type Listener, listen } from '../../local/listen.ts';
import { countRejected } from '../counters.ts';
import { type RespondOptions, respond } from './respond.ts';

/** Limits of the listener. */
export const FRONT_LIMITS = {
  ...DEFAULT_LIMITS,
  // More than a receiver takes, so that a larger callback is set aside instead of lost.
  maxBodyBytes: 16 * 1_024 * 1_024,
  allBodiesBytes: 64 * 1_024 * 1_024,
} as const;

interface FrontOptions extends RespondOptions {
  readonly port: number;
  /** Connections that may be open at once. */
  readonly maxConnections: number;
}

/** Starts the HTTP server that OpenIM calls. */
export function startFront({ port, maxConnections, ...options }: FrontOptions): Promise<Listener> {
  return listen({
    ...{ port, host: options.host, limits: { ...FRONT_LIMITS, maxConnections } },
    respond: async (request, readBody) => {
      const answer = await respond(options, request, readBody);
      if (answer === undefined) return undefined;
      const { status, type = 'application/json', body } = answer;
      return { status, headers: { 'content-type': type }, body };
    },
    brokenReply: () => {
      countRejected(options.counters, 'malformed');
      return JSON.stringify(failure('malformed', 'not valid HTTP', 'before', options.failureVerdict).answer);
    },
  });
}
