import type { Head } from '../../functions/audit/parts.ts';
import type { CallbackOutcome } from '../../functions/callback/callback-outcome.ts';
import type { RecordDrift } from '../../functions/derivation/record-drift.ts';
import type { AuditRecord } from '../../functions/record/record.ts';
import { callbackLine } from './callback-line.ts';
import { driftLine } from './drift-line.ts';
import type { LiveLines } from './live-lines.ts';
import type { LocalConsole } from './local-console.ts';
import type { OnRejected } from './reject-request.ts';
import { printRejections } from './rejection-lines.ts';
import { expectFirstCallback, silenceText } from './silence-notice.ts';

/** Reports what happens in the receiver: a line in the terminal, and a message to the console once that runs. */
export class Reports {
  readonly #lines: LiveLines;
  readonly rejected: OnRejected;
  #console: LocalConsole | undefined;
  #onCallback = () => {};

  constructor(lines: LiveLines) {
    this.#lines = lines;
    this.rejected = printRejections((line) => lines.print(line));
  }

  /** Reports when no callback arrives in the first minute. */
  expectFirstCallback(port: number): void {
    this.#onCallback = expectFirstCallback(() => this.#lines.print(silenceText(port)));
  }

  alsoTo(console: LocalConsole | undefined): void {
    this.#console = console;
  }

  answered(callback: CallbackOutcome): void {
    // A test does not show that OpenIM calls.
    if (!callback.isTest) {
      this.#onCallback();
      this.#console?.answered(callback, new Date());
    }
    this.#lines.print(callbackLine(callback, new Date()));
  }

  /** Reports a record that was stored only after its answer. */
  queuedLate({ command, groupID, userID, outcome, receivedAt }: AuditRecord): void {
    this.#console?.queuedLate();
    const now = new Date();
    const milliseconds = now.getTime() - Date.parse(receivedAt);
    const late = { command, groupID, userID, outcome, isUnknown: false, storedIn: 'queue', milliseconds } as const;
    this.#lines.print(callbackLine(late, now));
  }

  recorded(item: AuditRecord | Head): void {
    this.#console?.recorded(item);
  }

  drifted(drift: RecordDrift): void {
    this.#lines.print(driftLine(drift));
  }
}
