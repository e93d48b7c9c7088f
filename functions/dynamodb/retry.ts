import { StandardRetryStrategy } from '@smithy/core/retry';

type RefreshArguments = Parameters<StandardRetryStrategy['refreshRetryTokenForRetry']>;

/**
 * Retries transient errors, but no throttled request: the SDK waits up to 1 s before it repeats one, and OpenIM waits meanwhile.
 * A throttled record goes to the queue at once, which retries without anybody waiting.
 */
export class TransientRetryStrategy extends StandardRetryStrategy {
  override async refreshRetryTokenForRetry(...args: RefreshArguments) {
    if (args[1].errorType === 'THROTTLING') throw args[1].error;
    return super.refreshRetryTokenForRetry(...args);
  }
}
