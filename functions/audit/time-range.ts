/** An instant as text that sorts: UTC, with nine digits of a second and without the Z. */
type Instant = string;

export interface Times {
  /** Day in UTC, `YYYY-MM-DD`. */
  readonly day?: string | undefined;
  /** First instant, ISO 8601. */
  readonly since?: string | undefined;
  /** First instant that is too late, ISO 8601. */
  readonly until?: string | undefined;
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Digits of an instant up to milliseconds, `YYYY-MM-DDTHH:MM:SS.mmm`. */
const MILLISECONDS_LENGTH = 23;

/** The times between two instants. A record's own time has three or six digits of a second; the last three count within a millisecond. */
export class TimeRange {
  readonly #from: Instant | undefined;
  readonly #until: Instant | undefined;

  /** Last time of the range as it is stored, where a search goes on after it. */
  #last: { readonly receivedAt: string; readonly isIncluded: boolean } | undefined;

  /** @throws {RangeError} when a time is not valid */
  constructor({ day, since, until }: Times) {
    const [start, end] = day === undefined ? [] : [`${day}T00:00:00Z`, nextDay(day)];
    this.#from = [start, since]
      .flatMap((time) => (time === undefined ? [] : instantOf(time)))
      .sort()
      .at(-1);
    this.#until = [end, until]
      .flatMap((time) => (time === undefined ? [] : instantOf(time)))
      .sort()
      .at(0);
  }

  get isEmpty(): boolean {
    return this.#from !== undefined && this.#until !== undefined && this.#from >= this.#until;
  }

  /** Returns the part up to a stored time. It is compared as text, which is the order of an index. */
  upTo(receivedAt: string, isIncluded: boolean): TimeRange {
    const range = new TimeRange({ since: isoOf(this.#from), until: isoOf(this.#until) });
    range.#last = { receivedAt, isIncluded };
    return range;
  }

  includes(receivedAt: string): boolean {
    const last = this.#last;
    if (last && (receivedAt > last.receivedAt || (receivedAt === last.receivedAt && !last.isIncluded))) return false;
    const time = stored(receivedAt);
    return (this.#from === undefined || this.#from <= time) && (this.#until === undefined || time < this.#until);
  }

  /**
   * Returns the values of a sort key between which all times of the range are, and few others. Without the Z, a key comes before all
   * times of its millisecond. With the Z, it is the last of them.
   */
  get keys(): { readonly first?: string; readonly last?: string } {
    const first = this.#from?.slice(0, MILLISECONDS_LENGTH);
    const last =
      this.#last?.receivedAt ??
      this.#until?.slice(0, MILLISECONDS_LENGTH).concat(this.#until.endsWith('000000') ? '' : 'Z');
    return { ...(first !== undefined && { first }), ...(last !== undefined && { last }) };
  }

  /** Yields the days of the range from the newest to the oldest. Both ends must be given. */
  *days(): Generator<string> {
    if (this.#from === undefined || this.#until === undefined) throw new RangeError('a range of days needs two ends');
    const first = Date.parse(`${this.#from.slice(0, 10)}T00:00Z`);
    const last = Date.parse(`${this.#until.slice(0, 10)}T00:00Z`);
    for (let day = last; day >= first; day -= DAY_MS) {
      const start = new Date(day).toISOString();
      if (instantOf(start) < this.#until) yield start.slice(0, 10);
    }
  }
}

function isoOf(instant: Instant | undefined): string | undefined {
  return instant && `${instant}Z`;
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString();
}

/** Date reads three digits of a second, and passes over further ones. */
function instantOf(time: string): Instant {
  const milliseconds = Date.parse(time);
  if (Number.isNaN(milliseconds))
    throw new RangeError(`${time} is not a valid time. Use ISO 8601, such as 2026-03-04T05:06:07Z.`);
  const [, finer = ''] = /\.\d{3}(\d{1,6})/.exec(time) ?? [];
  return new Date(milliseconds).toISOString().slice(0, MILLISECONDS_LENGTH) + finer.padEnd(6, '0');
}

/** Returns the time of an item as an instant, or as it is when other means wrote it in another form. */
function stored(receivedAt: string): Instant {
  const [, second, digits] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(\d{3,9})Z$/.exec(receivedAt) ?? [];
  return digits === undefined ? receivedAt : `${second}.${digits.padEnd(9, '0')}`;
}
