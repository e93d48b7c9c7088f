import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** A call of a function, as the service has it for the runtime. */
export interface Invocation {
  readonly id: string;
  readonly event: unknown;
  readonly arn: string;
  readonly timeoutMs: number;
}

/** How a runtime ended an invocation, or its own start. */
export type Ending =
  | { readonly kind: 'response'; readonly response: unknown; readonly remainingMs: number }
  | { readonly kind: 'error' | 'init error'; readonly errorType: string; readonly errorMessage: string };

const PATH = '/2018-06-01/runtime';

/**
 * Lambda's Runtime API for the processes of one function, one at a time.
 * Source: AWS Lambda Developer Guide, "Using the Lambda runtime API for custom runtimes".
 */
export interface RuntimeApi {
  /** Host and port. */
  readonly address: string;
  /** Resolves when a process asks for an invocation for which none waits: it has started, or ended its last one. */
  idle(): Promise<undefined>;
  /** Gives the process that asked its invocation. Resolves when it ends it. */
  run(invocation: Invocation): Promise<Ending>;
  /** Resolves when a process reports that it could not start. */
  initError(): Promise<Ending>;
}

/** Starts the API. It ends with the test. */
export async function startRuntimeApi(): Promise<RuntimeApi> {
  let poll: ServerResponse | undefined;
  let current: { readonly id: string; readonly deadlineMs: number; readonly end: (ending: Ending) => void } | undefined;
  let asked = Promise.withResolvers<undefined>();
  let init = Promise.withResolvers<Ending>();

  const routes: Record<string, (request: IncomingMessage, response: ServerResponse) => Promise<void> | void> = {
    'GET /invocation/next': (_request, response) => {
      poll = response;
      asked.resolve(undefined);
    },
    'POST /init/error': async (request, response) => {
      const { errorType, errorMessage } = JSON.parse(await text(request));
      init.resolve({ kind: 'init error', errorType, errorMessage });
      init = Promise.withResolvers();
      accept(response);
    },
    'POST /invocation/response': async (request, response) => {
      const remainingMs = (current?.deadlineMs ?? 0) - Date.now();
      current?.end({ kind: 'response', response: JSON.parse(await text(request)), remainingMs });
      accept(response);
    },
    'POST /invocation/error': async (request, response) => {
      const { errorType, errorMessage } = JSON.parse(await text(request));
      current?.end({ kind: 'error', errorType, errorMessage });
      accept(response);
    },
  };

  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const path = request.url?.replace(PATH, '').replace(`/${current?.id}/`, '/');
    const route = routes[`${request.method} ${path}`];
    if (!route) return void response.writeHead(404).end();
    Promise.resolve(route(request, response)).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    idle: () => asked.promise,
    initError: () => init.promise,
    run: ({ id, event, arn, timeoutMs }) => {
      const { promise, resolve } = Promise.withResolvers<Ending>();
      const deadlineMs = Date.now() + timeoutMs;
      current = { id, deadlineMs, end: resolve };
      asked = Promise.withResolvers();
      poll
        ?.writeHead(200, {
          'content-type': 'application/json',
          'Lambda-Runtime-Aws-Request-Id': id,
          'Lambda-Runtime-Deadline-Ms': String(deadlineMs),
          'Lambda-Runtime-Invoked-Function-Arn': arn,
          'Lambda-Runtime-Trace-Id': 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1',
        })
        .end(JSON.stringify(event));
      return promise;
    },
  };
}

function accept(response: ServerResponse): void {
  response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}');
}
