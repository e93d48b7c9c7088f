/** State of the receiver. What only its own process knows is absent where the console runs beside it, as on AWS. */
export interface HealthAnswer {
  readonly now: string;
  /** Displayed place of the records: a directory, an address or `AWS`. */
  readonly place: string;
  /** Newest record, or newest callback of this process. */
  readonly lastCall?: LastCall;
  /** Counts of the process that receives callbacks, since its start. */
  readonly receiver?: ReceiverHealth;
}

export interface LastCall {
  readonly at: string;
  readonly callback: string;
  readonly outcome: string;
}

export interface ReceiverHealth {
  readonly startedAt: string;
  readonly calls: number;
  /** Times of the newest 1,000 callbacks in the receiver alone, without the network. Absent before the first. */
  readonly latencyMs?: { readonly median: number; readonly p99: number };
  /** Absent before the first callback. */
  readonly losses?: ExpectedLosses;
  /** Messages that wait to be written to the table. */
  readonly queueDepth: number;
  /** Records that no table took in time: they went to the queue, or only to the log. */
  readonly writeFailures: { readonly queued: number; readonly onlyLogged: number };
  /** Time and name of the last failure. */
  readonly lastFailure?: { readonly at: string; readonly error: string };
}

/** Events that one OpenIM process drops, computed from the median latency. docs/losses.md explains it. */
export interface ExpectedLosses {
  /** Events a second above which OpenIM's queue fills. */
  readonly maxEventsPerSecond: number;
  /** Events dropped of a burst of `of` at once. */
  readonly lost: number;
  readonly of: number;
}
