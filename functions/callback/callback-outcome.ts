import type { Decision } from '../record/decision.ts';
import type { Outcome } from '../record/outcome.ts';

/** Sink that holds a record. `log`: last resort; found only by searching the log. */
export type StoredIn = 'table' | 'queue' | 'log';

/** Report of an answered request. It has nothing of the body except identifiers. */
export interface CallbackOutcome {
  readonly command: string;
  /** Number in a relay's batch, from 1. The record's `requestID` ends with it. */
  readonly line?: number;
  /** No known server sends the command, so a caller may have invented it. */
  readonly isUnknown: boolean;
  /** `answered`: not recorded, because it carries a message and the settings say so. `notRecorded`: it could not be. */
  readonly outcome: Outcome | 'answered' | 'notAuthenticated' | 'unknownCallback' | 'notRecorded';
  readonly groupID?: string | undefined;
  readonly userID?: string | undefined;
  readonly operationID?: string | undefined;
  readonly decision?: Decision | undefined;
  /** Another request has recorded the same event. */
  readonly isRepeat?: boolean;
  /** An earlier delivery of a relay has recorded the same request. It counts in no metric of callbacks. */
  readonly isAgain?: boolean;
  /** Time that a relay has kept the callback. */
  readonly deliveryAgeMs?: number | undefined;
  /** The clock of the relay differs from ours by more than a minute, or did so when the relay took the callback. */
  readonly isRelayClockWrong?: boolean | undefined;
  /** Sent by an operator to check the receiver. It counts in no metric. */
  readonly isTest?: boolean | undefined;
  readonly milliseconds: number;
  readonly storedIn?: StoredIn;
  /** The first sink did not answer within its share of the deadline. */
  readonly isLate?: boolean;
  /** Cause of a rejection or of a failed write. */
  readonly error?: unknown;
}

/** Called once for each request, before its answer is sent. */
export type Report = (callback: CallbackOutcome) => void;
