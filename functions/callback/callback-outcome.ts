import type { Decision } from '../record/decision.ts';
import type { Outcome } from '../record/outcome.ts';

/** Where a record is now. `log` is the last resort: nobody finds it there who does not look. */
export type StoredIn = 'table' | 'queue' | 'log';

/** What is told of a callback once it is answered. Nothing of its body but the identifiers. */
export interface CallbackOutcome {
  readonly command: string;
  /** No server is known to send the command: a caller may have made it up. */
  readonly isUnknown: boolean;
  /** `answered`: not recorded, because it carries a message and the settings say so. `notRecorded`: it could not be. */
  readonly outcome: Outcome | 'answered' | 'notAuthenticated' | 'unknownCallback' | 'notRecorded';
  readonly groupID?: string | undefined;
  readonly userID?: string | undefined;
  readonly operationID?: string | undefined;
  readonly decision?: Decision | undefined;
  /** The same event had been recorded before. */
  readonly isRepeat?: boolean;
  readonly milliseconds: number;
  /** Where the record is. */
  readonly storedIn?: StoredIn;
  /** The place that was tried first did not answer in its share of the deadline. */
  readonly isLate?: boolean;
  /** What went wrong, where something did. */
  readonly error?: unknown;
}

/** Told of each request that is answered, before its answer is sent. */
export type Report = (handled: CallbackOutcome) => void;
