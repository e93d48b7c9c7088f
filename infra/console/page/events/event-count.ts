import type { EventRow, Searched, TimelineAnswer, TimelineBucket } from '../../contract/events.ts';
import { BucketSum } from './bucket-sum.ts';
import { rowKey } from './event-rows.ts';
import { bucketsOf } from './timeline-data.ts';

/** Width of the counts that the server is asked for. */
export const BUCKET_MS = 10_000;

/** Counts of a query by time. */
export interface TimelineCounts {
  readonly buckets: readonly TimelineBucket[];
  /** Width of the buckets, which grows with their times. */
  readonly bucketMs: number;
  readonly isLoading: boolean;
  readonly hasFailed: boolean;
}

type Counted = Pick<TimelineAnswer, 'buckets' | 'cursor'>;
type Read = (cursor: string) => Promise<Counted>;

/**
 * Counts the events of one search once each: those of its first rows and later ones here, by their identity, and all older ones on the
 * server, so that nothing is read twice.
 */
export class EventCount {
  readonly #read: Read;
  readonly #change: (counts: Partial<TimelineCounts>) => void;
  readonly #sum = new BucketSum();
  readonly #known = new Set<string>();
  /** Live rows that wait until it is known which times the server counts. */
  #waiting: EventRow[] = [];
  #state: 'first rows' | 'older' | 'counted' = 'first rows';
  /** The server counts up to this time; undefined when the first rows were all. */
  #olderThan: string | undefined;

  /**
   * @param read reads a part of what the server counts
   * @param change gets the counts whenever they have changed
   */
  constructor(read: Read, change: (counts: Partial<TimelineCounts>) => void) {
    this.#read = read;
    this.#change = change;
    change({ isLoading: true, hasFailed: false });
  }

  /** Counts rows that a list found: at first all, later those that are newer than what the server counts. */
  addFound(rows: readonly EventRow[]): void {
    this.#add(rows.filter((row) => this.#isNewer(row)));
  }

  addLive(rows: readonly EventRow[]): void {
    if (this.#state === 'first rows') this.#waiting.push(...rows);
    // A record that came late may be among the older events while the server counts them.
    else this.#add(this.#state === 'older' ? rows.filter((row) => this.#isNewer(row)) : rows);
  }

  /** The first rows could not be read. */
  fail(): void {
    this.#show({ isLoading: false, hasFailed: true });
  }

  /** Counts what is older than the first rows, part by part. */
  async countOlder(searched: Pick<Searched, 'cursor' | 'from'> | undefined): Promise<void> {
    let cursor = searched?.cursor;
    this.#olderThan = cursor === undefined ? undefined : searched?.from;
    this.#state = 'older';
    this.#show({ isLoading: cursor !== undefined, hasFailed: false });
    this.addLive(this.#waiting);
    this.#waiting = [];
    try {
      while (cursor !== undefined) {
        const answer: Counted = await this.#read(cursor);
        cursor = answer.cursor;
        this.#sum.add(answer.buckets);
        this.#show({ isLoading: cursor !== undefined });
      }
      this.#show({ isLoading: false });
    } catch {
      this.fail();
    }
    this.#state = 'counted';
  }

  #isNewer({ receivedAt }: EventRow): boolean {
    return this.#olderThan === undefined || receivedAt > this.#olderThan;
  }

  #add(rows: readonly EventRow[]): void {
    const added = rows.filter((row) => {
      const key = rowKey(row);
      return !this.#known.has(key) && this.#known.add(key);
    });
    if (added.length === 0) return;
    this.#sum.add(bucketsOf(added, BUCKET_MS));
    this.#show({});
  }

  #show(state: Partial<TimelineCounts>): void {
    const { buckets, widthMs } = this.#sum;
    this.#change({ buckets, bucketMs: widthMs, ...state });
  }
}
