import type { Listed } from '../../functions/audit/query.ts';
import type { StoredIn } from '../../functions/callback/callback-outcome.ts';
import type { Person } from '../../functions/openim/people.ts';

/** Start data of the console's thread. */
export interface ConsoleThreadOptions {
  readonly port: number;
  readonly auditTableName: string;
  readonly policyTableName: string;
  /** Displayed place of the records. */
  readonly place: string;
  /** Directory of the fallback queue's messages. */
  readonly queueDirectory: string;
  readonly startedAt: string;
}

/** A record that was put into the table. */
export interface RecordedEvent {
  readonly listed: Listed & { readonly operationID?: string | undefined };
  /** Everyone whom the record names. Of very many, the first. */
  readonly people: readonly Person[];
}

/** An answered request. */
export interface AnsweredCall {
  readonly at: string;
  readonly command: string;
  readonly outcome: string;
  readonly milliseconds: number;
  readonly storedIn?: StoredIn | undefined;
  /** Name of a failure. */
  readonly error?: string | undefined;
}

/** Messages to the console's thread. */
export type ToConsole =
  | { readonly kind: 'recorded'; readonly event: RecordedEvent }
  | { readonly kind: 'answered'; readonly call: AnsweredCall }
  /** A record that was only logged is in the queue after all. */
  | { readonly kind: 'queuedLate' };

/** Messages from the thread: its address once it listens, or a sentence that says why it does not. */
export type FromConsole = { readonly address: string } | { readonly problem: string };
