import type { OutgoingHttpHeaders } from 'node:http';
import { type GatewayOptions, respond } from './gateway.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { type Listener, listen } from './listen.ts';
import { rejectRequest } from './reject-request.ts';

interface Options extends GatewayOptions {
  /** 0 selects a free port. */
  readonly port: number;
  readonly limits?: Limits;
}

/** Starts an HTTP server that acts as API Gateway: it routes requests to functions and rejects all others. */
export function startServer({ port, limits = DEFAULT_LIMITS, ...options }: Options): Promise<Listener> {
  return listen({
    ...{ port, host: options.host, limits },
    respond: async (request, readBody) => {
      const result = await respond(options, request, readBody);
      if (result === undefined) return undefined;
      return { status: result.statusCode, headers: result.headers as OutgoingHttpHeaders, body: result.body };
    },
    brokenReply: () => rejectRequest(options, '', 'malformed', { detail: 'not valid HTTP' }).body,
  });
}
