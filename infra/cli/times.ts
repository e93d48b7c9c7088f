import * as v from 'valibot';
import { UsageError } from './usage-error.ts';

const UNITS_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Times without a zone are UTC. */
const TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?$/;

/**
 * Returns a time in ISO 8601: of `2h` or `7d`, which count back from now, to 1970 at most, or of a date, in UTC unless it names a zone.
 * Returns undefined for other texts.
 */
export function timeOf(text: string, now: Date): string | undefined {
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (count !== undefined && unit !== undefined)
    return new Date(Math.max(0, now.getTime() - Number(count) * UNITS_MS[unit as keyof typeof UNITS_MS])).toISOString();
  if (!TIME.test(text) || !isDate(text.slice(0, 10))) return undefined;
  const zoned = /T.*(Z|[+-]\d\d:\d\d)$/.test(text) || !text.includes('T') ? text : `${text}Z`;
  return Number.isNaN(Date.parse(zoned)) ? undefined : new Date(zoned).toISOString();
}

/** Date reads the 30th of February as a day of March. */
function isDate(date: string): boolean {
  const start = Date.parse(`${date}T00:00Z`);
  return !Number.isNaN(start) && new Date(start).toISOString().startsWith(date);
}

/** An option's value that `timeOf` reads. */
export const Time = v.pipe(
  v.string(),
  v.check((text) => timeOf(text, new Date()) !== undefined, 'must be a time such as 2h, 7d or 2026-03-04T05:00Z'),
);

/** Records of a machine whose clock is ahead count, too. */
const CLOCK_MARGIN_MS = 60_000;

/** Returns the end of a range that lasts until now. */
export function endOf(now: Date): string {
  return new Date(now.getTime() + CLOCK_MARGIN_MS).toISOString();
}

interface Range {
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/**
 * Returns the times of `--since` and `--until` in ISO 8601.
 *
 * @throws {UsageError} when the second is not later
 */
export function rangeOf(range: Range, now: Date): Range {
  const [since, until] = [range.since, range.until].map((text) => text && timeOf(text, now));
  if (since !== undefined && until !== undefined && since >= until)
    throw new UsageError('--until is not later than --since. Correct one of them.');
  return { since, until };
}
