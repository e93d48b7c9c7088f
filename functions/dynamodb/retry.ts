import { StandardRetryStrategy } from '@smithy/core/retry';

type RefreshArguments = Parameters<StandardRetryStrategy['refreshRetryTokenForRetry']>;

/**
 * Retries transient errors, but not throttling, because the SDK would wait up to 1 s while OpenIM waits for the answer.
 * A throttled record goes to the queue at once.
 */
export class TransientRetryStrategy extends StandardRetryStrategy {
  override async refreshRetryTokenForRetry(...args: RefreshArguments) {
    if (args[1].errorType === 'THROTTLING') throw args[1].error;
    return super.refreshRetryTokenForRetry(...args);
  }
}
