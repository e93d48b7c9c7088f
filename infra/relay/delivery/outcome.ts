import { problems } from '../../../functions/openim/problems.ts';
import { type ReceiverAnswer, SendFailure } from '../receiver/client.ts';
import { describe, errCodeOf, isTaken } from '../receiver/envelope.ts';

/** Causes that keep every request of a target waiting. */
export const WAIT_CAUSES = ['away', 'throttled', 'failing', 'unauthorised'] as const;
export type WaitCause = (typeof WAIT_CAUSES)[number];

/**
 * Result of sending one request. `done`: the receiver has recorded it. `never`: it can't take this one. `wait`: it can't take any now.
 * `failed`: it did not take this one, for a cause that may be its own.
 */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'never'; readonly reason: string }
  | {
      readonly kind: 'wait';
      readonly cause: WaitCause;
      readonly reason: string;
      readonly retryAfterMs?: number | undefined;
    }
  | { readonly kind: 'failed'; readonly reason: string };

/** Outcome of a request that the receiver did not take. */
export type Untaken = Extract<Outcome, { kind: 'wait' | 'failed' }>;

/** Returns the outcome of a request that was sent alone. */
export function outcomeOf(answer: ReceiverAnswer): Outcome {
  const { status } = answer;
  const errCode = errCodeOf(answer);
  const reason = `${describe(answer)}${errCode ? `, errCode ${errCode}` : ''}`;
  if (isTaken(answer)) return { kind: 'done' };
  // Recorded as malformed or failed. Gateways give these codes, too, to requests that never reach the receiver.
  if (answer.isDone && errCode !== undefined) return { kind: 'done' };
  if (status === 413) return { kind: 'never', reason: `the receiver answers that it is too large (${reason})` };
  if (status === 429) return { kind: 'wait', cause: 'throttled', reason, retryAfterMs: retryAfterMsOf(answer) };
  if ((status === 401 || status === 403) && errCode !== problems.unknownCallback.errCode)
    return { kind: 'wait', cause: 'unauthorised', reason };
  return { kind: 'failed', reason };
}

/** Returns the outcome when the receiver did not answer. */
export function outcomeOfFailure(error: unknown): Untaken {
  if (!(error instanceof SendFailure)) throw error;
  if (error.part === 'connection') return { kind: 'wait', cause: 'away', reason: error.message };
  return { kind: 'failed', reason: error.message };
}

/** Maximum wait that a receiver can ask for. */
const MAX_RETRY_AFTER_MS = 60_000;

/** Reads seconds only, because the receivers at hand send no dates. */
function retryAfterMsOf({ retryAfter }: ReceiverAnswer): number | undefined {
  if (retryAfter === undefined || !/^\d{1,6}$/.test(retryAfter)) return undefined;
  return Math.min(Number(retryAfter) * 1_000, MAX_RETRY_AFTER_MS);
}
