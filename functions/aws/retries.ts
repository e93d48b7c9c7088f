import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';
import type { RetryErrorType, RetryStrategyV2, RetryToken, SdkError } from '@smithy/types';

/** The caller's signal has ended the wait for a further attempt. */
class AbortError extends Error {
  /** The name that the SDK gives to such errors. */
  override readonly name = 'AbortError';
}

/**
 * Makes attempts until one succeeds, or the SDK's strategy permits no more. The strategy waits before each further one.
 *
 * @param attempt gets its number, from 1
 * @throws what the last attempt threw, and `AbortError` when the signal aborts
 */
export async function withRetries<Output>(
  strategy: RetryStrategyV2,
  signal: AbortSignal | undefined,
  attempt: (number: number) => Promise<Output>,
): Promise<Output> {
  let token = await strategy.acquireInitialRetryToken('');
  while (true) {
    try {
      const output = await attempt(token.getRetryCount() + 1);
      strategy.recordSuccess(token);
      return output;
    } catch (error) {
      token = await unlessAborted(nextToken(strategy, token, error as SdkError), signal);
    }
  }
}

/** Waits as the strategy wants, and throws the error if that permits no further attempt. */
async function nextToken(strategy: RetryStrategyV2, token: RetryToken, error: SdkError): Promise<RetryToken> {
  try {
    return await strategy.refreshRetryTokenForRetry(token, { error, errorType: typeOf(error) });
  } catch {
    throw error;
  }
}

function typeOf(error: SdkError): RetryErrorType {
  if (isThrottlingError(error)) return 'THROTTLING';
  if (isTransientError(error)) return 'TRANSIENT';
  return isServerError(error) ? 'SERVER_ERROR' : 'CLIENT_ERROR';
}

function unlessAborted<Result>(waiting: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  if (!signal) return waiting;
  return new Promise((resolve, reject) => {
    const abort = () => reject(new AbortError('the request was aborted'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    waiting.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
