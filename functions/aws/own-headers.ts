import { HttpRequest } from '@smithy/core/protocols';
import type { BuildHandler } from '@smithy/types';

/**
 * Adds the host, which a signature covers, and in Lambda the trace of the call, by which AWS detects loops and X-Ray draws its map.
 * The SDK's own plugins come with the table of AWS's partitions, and with a store for calls at the same time, which Lambda makes one by one.
 *
 * Source of the headers: `getHostHeaderPlugin` and `getRecursionDetectionPlugin` of `@aws-sdk/core` 3.981.0.
 */
export function addOwnHeaders<Input extends object, Output extends object>(
  next: BuildHandler<Input, Output>,
): BuildHandler<Input, Output> {
  return (args) => {
    const { request } = args;
    if (HttpRequest.isInstance(request)) {
      const { hostname, port, headers } = request;
      headers.host ??= port === undefined ? hostname : `${hostname}:${port}`;
      const { AWS_LAMBDA_FUNCTION_NAME: inLambda, _X_AMZN_TRACE_ID: trace } = process.env;
      if (inLambda && trace) headers['X-Amzn-Trace-Id'] ??= trace;
    }
    return next(args);
  };
}
