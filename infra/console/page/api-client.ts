import type { ErrorAnswer, ErrorCode } from '../contract/errors.ts';
import type { LiveEvents } from '../contract/live.ts';

export type Parameters = Readonly<Record<string, string | number | undefined>>;

/** An error of the console's server, or no answer (`unreachable`). */
export class ApiError extends Error {
  readonly code: ErrorCode | 'unreachable';
  readonly mistakes: readonly string[];

  constructor(code: ErrorCode | 'unreachable', message: string, mistakes: readonly string[] = []) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.mistakes = mistakes;
  }
}

/** Returns a route with its `:id` and its parameters. */
export function addressOf(route: string, parameters: Parameters = {}): string {
  const { id, ...search } = parameters;
  const path = id === undefined ? route : route.replace(':id', encodeURIComponent(id));
  const given = Object.entries(search).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path;
}

/**
 * Reads a route.
 *
 * @throws ApiError, or an `AbortError` after `signal`
 */
export function get<Answer>(route: string, parameters?: Parameters, signal?: AbortSignal): Promise<Answer> {
  return request<Answer>(addressOf(route, parameters), signal ? { signal } : {});
}

/**
 * Posts JSON to a route.
 *
 * @throws ApiError, or an `AbortError` after `signal`
 */
export function post<Answer>(route: string, body: unknown, signal?: AbortSignal): Promise<Answer> {
  return request<Answer>(route, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
}

async function request<Answer>(address: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(address, init).catch((error: unknown) => {
    if (init.signal?.aborted) throw error;
    throw new ApiError(
      'unreachable',
      'The console does not answer. Start it again, and open the address that it prints.',
    );
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok && answer !== undefined) return answer as Answer;
  if (isErrorAnswer(answer)) throw new ApiError(answer.error.code, answer.error.message, answer.error.mistakes);
  throw new ApiError('failed', `The console answered with status ${response.status}. Try again.`);
}

function isErrorAnswer(answer: unknown): answer is ErrorAnswer {
  return typeof answer === 'object' && answer !== null && 'error' in answer;
}

export type LiveHandlers = { readonly [Name in keyof LiveEvents]: (data: LiveEvents[Name]) => void } & {
  /** The stream was interrupted, and the browser connects again, or it was refused. */
  readonly interrupted: (isOver: boolean) => void;
};

/** Follows a live stream, and returns a function that ends it. */
export function follow(address: string, handlers: LiveHandlers): () => void {
  const source = new EventSource(address);
  for (const name of ['open', 'events', 'gap', 'failure'] as const) {
    // `open` is also the name of EventSource's own event, which has no data.
    source.addEventListener(name, (event: Event) => {
      if (event instanceof MessageEvent) handlers[name](JSON.parse(String(event.data)));
    });
  }
  source.addEventListener('error', () => handlers.interrupted(source.readyState === EventSource.CLOSED));
  return () => source.close();
}
