import { StandardRetryStrategy } from '@smithy/core/retry';
import type { RetryErrorInfo, StandardRetryToken } from '@smithy/types';

/** Another region writes the item. Errors of the SDK's client say that this may be retried, those of the functions' client do not. */
const CONFLICT = 'ReplicatedWriteConflictException';

/**
 * Retries transient errors, but not throttling, because the SDK would wait up to 1 s while OpenIM waits for the answer.
 * A throttled record goes to the queue at once.
 */
export class TransientRetryStrategy extends StandardRetryStrategy {
  override async refreshRetryTokenForRetry(token: StandardRetryToken, info: RetryErrorInfo) {
    if (info.errorType === 'THROTTLING') throw info.error;
    return super.refreshRetryTokenForRetry(
      token,
      info.error?.name === CONFLICT ? { ...info, errorType: 'TRANSIENT' } : info,
    );
  }
}
