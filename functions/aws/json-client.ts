import { setTimeout } from 'node:timers/promises';
import { isThrottlingError, isTransientError } from '@smithy/core/retry';
import { createPost, type ServiceAnswer } from './post.ts';
import { type Credentials, createSign, type Scope } from './signature.ts';
import type { Timeouts } from './timeouts.ts';

/** What a function knows about one service of AWS. */
export interface Service extends Scope {
  readonly endpoint: URL;
  /** Begins the names of operations, such as `DynamoDB_20120810`. */
  readonly target: string;
  readonly credentials: Credentials;
  /** Waits before each further attempt. */
  readonly delaysMs: readonly (() => number)[];
  /** Tells whether to try again when the service is too busy. */
  readonly retriesThrottling: boolean;
  /** Makes the error of an answer that is none. */
  readonly errorOf: (problem: ServiceProblem) => Error;
}

/** Error that a service answered. */
export interface ServiceProblem {
  readonly name: string;
  readonly message: string;
  /** The whole answer. Empty when it is not JSON. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly $fault: 'client' | 'server';
  readonly $metadata: { readonly httpStatusCode: number; readonly requestId?: string };
}

/**
 * Calls an operation of a service in AWS's JSON protocol 1.0.
 *
 * @param body as JSON
 * @returns the answer as JSON
 * @throws what `errorOf` makes, and what a `Post` throws
 */
export type CallService = (operation: string, body: string, signal?: AbortSignal) => Promise<string>;

/** In Lambda, the trace of the call. X-Ray joins the service to it. */
const TRACE_VARIABLE = '_X_AMZN_TRACE_ID';

/**
 * Returns a function that calls one service, and tries again after transient errors.
 *
 * The SDK's clients do the same with 100 kB more, several timers for each request, and as much processor time as all the rest of a
 * callback.
 */
export function createCall(service: Service, timeouts: Timeouts): CallService {
  const { endpoint, target, credentials, delaysMs, retriesThrottling, errorOf } = service;
  const post = createPost(endpoint, timeouts);
  const sign = createSign(credentials, service, endpoint);
  const fixed = {
    'content-type': 'application/x-amz-json-1.0',
    ...(credentials.sessionToken && { 'x-amz-security-token': credentials.sessionToken }),
  };
  const attempt = async (operation: string, body: string, signal?: AbortSignal): Promise<string> => {
    const headers = { ...fixed, 'x-amz-target': `${target}.${operation}` };
    const { [TRACE_VARIABLE]: trace } = process.env;
    const unsigned = trace === undefined ? {} : { 'x-amzn-trace-id': trace };
    const answer = await post({ ...headers, ...sign(headers, body, new Date()), ...unsigned }, body, signal);
    if (answer.status >= 300) throw errorOf(problemIn(answer));
    return answer.text;
  };
  const isRetried = (error: unknown) => {
    const failure = error as Parameters<typeof isTransientError>[0];
    return isThrottlingError(failure) ? retriesThrottling : isTransientError(failure);
  };
  return async (operation, body, signal) => {
    for (const delayMs of delaysMs) {
      try {
        return await attempt(operation, body, signal);
      } catch (error) {
        if (!isRetried(error)) throw error;
        await setTimeout(delayMs(), undefined, signal && { signal });
      }
    }
    return attempt(operation, body, signal);
  };
}

function problemIn({ status, requestID, text }: ServiceAnswer): ServiceProblem {
  const body = parsed(text);
  const name = String(body.__type ?? 'UnknownError').replace(/^.*#|:.*$/g, '');
  return {
    name,
    message: String(body.message ?? body.Message ?? `the service answered ${status}`),
    body,
    $fault: status < 500 ? 'client' : 'server',
    $metadata: { httpStatusCode: status, ...(requestID !== undefined && { requestId: requestID }) },
  };
}

function parsed(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
