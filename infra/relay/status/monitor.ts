import type { Counters } from '../counters.ts';
import type { Server } from '../delivery/server.ts';
import type { Spool } from '../spool/spool.ts';
import type { LastingBytes, SpoolMeasure } from '../spool/spooled.ts';
import { DiscardedLines } from './discarded-lines.ts';
import { OldestAges } from './oldest-ages.ts';
import { Rate } from './rate.ts';
import { NEARLY_FULL, nearlyFullLine, skippedLine, strandedLine, waitingLine } from './relay-lines.ts';
import { type RelayStatus, spoolShare, type TargetStatus } from './relay-status.ts';

const TICKS_A_LINE = 60;

/** Share of the limit below which the next warning of a nearly full spool is due. */
const RELAXED = 0.7;

export interface MonitorOptions {
  readonly spool: Pick<Spool, 'measure' | 'lastingBytes' | 'listDiscarded' | 'forgetDiscarded'>;
  readonly counters: Counters;
  /** The receiver and others. */
  readonly servers: readonly Pick<Server, 'target' | 'counters' | 'deliveries'>[];
  readonly spoolLimitBytes: number;
  readonly now: () => number;
  /** Returns the milliseconds since the machine started, including time in suspension. */
  readonly upMs: () => number;
  readonly date: () => Date;
  readonly print: (line: string) => void;
  /** Time between two ticks, 1 s but for tests. */
  readonly tickMs: number;
}

/** Watches a relay: its status, a line a minute while callbacks wait, and a warning before the spool is full. */
export class Monitor {
  readonly #options: MonitorOptions;
  readonly #startedAt: string;
  readonly #stored = new Rate();
  readonly #delivered = new Rate();
  readonly #ages: OldestAges;
  readonly #discarded: DiscardedLines;
  #timer: NodeJS.Timeout | undefined;
  #ticks = 0;
  #foreignChanges = 0;
  #hasWarned = false;
  #skippedCopies = 0;
  #lastError: RelayStatus['lastError'];

  constructor(options: MonitorOptions) {
    this.#options = options;
    this.#startedAt = options.date().toISOString();
    this.#ages = new OldestAges(options.upMs, options.date);
    this.#discarded = new DiscardedLines(options);
  }

  start(): void {
    this.#timer = setInterval(() => this.#tick().catch(() => {}), this.#options.tickMs);
    this.#reportSpool().catch(() => {});
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  noteError(reason: string): void {
    this.#lastError = { at: this.#options.date().toISOString(), reason };
  }

  async status(): Promise<RelayStatus> {
    return this.#statusOf(await this.#options.spool.measure());
  }

  /** Does what is due each second. */
  async #tick(): Promise<void> {
    const { spool, counters, servers, print } = this.#options;
    this.#stored.sample(counters.stored);
    this.#delivered.sample(counters.delivered);
    const measure = await spool.measure();
    if (measure.foreignChanges !== this.#foreignChanges) {
      for (const { deliveries } of servers) deliveries.rescan();
      this.#discarded.notify();
    }
    this.#foreignChanges = measure.foreignChanges;
    void this.#discarded.print();
    const status = this.#statusOf(measure);
    this.#warn(status);
    this.#ticks += 1;
    if (this.#ticks % TICKS_A_LINE !== 0) return;
    for (const target of status.targets) if (target.waiting > 0) print(waitingLine(target));
    const skipped = measure.skippedCopies - this.#skippedCopies;
    this.#skippedCopies = measure.skippedCopies;
    if (skipped > 0) print(skippedLine(skipped));
  }

  /** Warns once before the spool is full. */
  #warn(status: RelayStatus): void {
    const share = spoolShare(status);
    const isDue = share >= NEARLY_FULL && !this.#hasWarned;
    if (share >= NEARLY_FULL) this.#hasWarned = true;
    if (share < RELAXED) this.#hasWarned = false;
    if (isDue) void this.#lastingBytes().then((lasting) => this.#options.print(nearlyFullLine(status, lasting)));
  }

  /** A damaged spool can't tell, and the warning must come in any case. */
  #lastingBytes(): Promise<LastingBytes> {
    return this.#options.spool.lastingBytes().catch(() => ({ setAside: 0, log: 0 }));
  }

  /** Says what waits from before, also for servers that the configuration lacks. */
  async #reportSpool(): Promise<void> {
    const { spool, servers, print } = this.#options;
    const measure = await spool.measure();
    for (const target of this.#statusOf(measure).targets) if (target.waiting > 0) print(waitingLine(target));
    const { waiting } = measure;
    for (const [name, count] of Object.entries(waiting))
      if (count > 0 && !servers.some(({ target }) => target.name === name)) print(strandedLine(name, count));
  }

  #statusOf({ waiting, oldest, setAside, bytes, commits, skippedCopies }: SpoolMeasure): RelayStatus {
    const { counters, servers, spoolLimitBytes } = this.#options;
    const { rejected, failedAttempts, ...totals } = counters;
    // A server may be named as what every object has, such as `constructor`.
    const oldestOf = new Map(Object.entries(oldest));
    return {
      startedAt: this.#startedAt,
      targets: servers.map((server) => {
        const { name } = server.target;
        return this.#targetStatus(server, waiting[name] ?? 0, oldestOf.get(name));
      }),
      setAside,
      spoolBytes: bytes,
      spoolLimitBytes,
      storedPerSecond: this.#stored.perSecond,
      deliveredPerSecond: this.#delivered.perSecond,
      ...(this.#lastError && { lastError: this.#lastError }),
      totals: {
        ...{ ...totals, commits, skippedCopies },
        rejected: Object.fromEntries(rejected),
        failedAttempts: { ...failedAttempts },
      },
    };
  }

  #targetStatus(
    { target, deliveries, counters }: MonitorOptions['servers'][number],
    waiting: number,
    oldestReceivedAt: string | undefined,
  ): TargetStatus {
    const { now } = this.#options;
    const { name, shown } = target;
    const { state } = deliveries;
    const secondsFrom = (ms: number) => Math.max(0, Math.round(ms / 1_000));
    return {
      name,
      address: shown,
      state: state?.cause ?? 'open',
      ...(state && {
        reason: state.reason,
        waitingForSeconds: secondsFrom(now() - state.sinceMs),
        nextAttemptSeconds: secondsFrom(state.nextAttemptMs - now()),
      }),
      waiting,
      delivered: counters.delivered,
      ...(oldestReceivedAt !== undefined && { oldestReceivedAt }),
      oldestSeconds: secondsFrom(this.#ages.millisecondsOf(name, oldestReceivedAt)),
    };
  }
}
