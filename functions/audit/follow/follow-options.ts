import type { Selected } from '../selection-progress.ts';

export interface FollowOptions {
  /** First instant of receipt, or of recording when that was late, ISO 8601. By default only what comes from now on. */
  readonly since?: string | undefined;
  /** Read units after which the following ends. */
  readonly maxReadUnits?: number | undefined;
  /** Ends the following, without an error. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /**
   * Called each time the table can't be read. It is tried again, less and less often.
   *
   * @param failures number of failures in a row
   */
  readonly onFailure: (error: unknown, failures: number) => void;
  /** Called when it can be read again. */
  readonly onRecovery?: () => void;
  /** Waits between polls, and ends when the signal aborts. */
  readonly pause?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** Batches of rows, each row once. The other properties may be read at any time. */
export interface Following extends AsyncGenerator<Selected[], void> {
  /** Instant from which a later following goes on: nothing is lost, and the last seconds may come again. */
  readonly resumeAt: string;
  readonly readUnits: number;
  readonly requests: number;
}
