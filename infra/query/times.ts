import type { Zone } from './zone.ts';
import { UTC } from './zone.ts';

/** The current time, and the zone of times that name none. */
export interface Clock {
  readonly now: Date;
  readonly zone: Zone;
}

/** Two instants, ISO 8601 in UTC. The second is the first that is too late. */
export interface Period {
  readonly since: string;
  readonly until: string;
}

const UNITS_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

const DATE = /^\d{4}-\d\d-\d\d$/;
/** A time of a day, after the day or alone. Tables show a blank between both. */
const TIME = /^(?:(?<day>\S+)[T ])?(?<time>\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)$/;
const ZONED_TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** Ends the sentence about a time that `instantOf` does not read. */
export const NOT_A_TIME = 'must be a time such as 2h, 7d, 14:00, yesterday, yesterdayT14:00 or 2026-03-04T05:00Z';

/**
 * Returns the instant of `2h` or `7d`, which count back from now, of `today` or `yesterday`, of a date, of a time of such a day, or the
 * last `14:00`. Undefined for other texts.
 */
export function instantOf(text: string, clock: Clock): string | undefined {
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (count !== undefined && unit !== undefined)
    return sortable(new Date(clock.now.getTime() - Number(count) * UNITS_MS[unit as keyof typeof UNITS_MS]));
  if (ZONED_TIME.test(text)) return isDate(text.slice(0, 10)) ? sortable(new Date(text.replace(' ', 'T'))) : undefined;
  const { day, time } = TIME.exec(text)?.groups ?? {};
  const local = time === undefined ? dayOf(text, clock)?.since : timeOfDay(day, time, clock);
  return local && sortable(new Date(local));
}

/** Date reads the 30th of February as a day of March. */
function isDate(date: string): boolean {
  return UTC.instantOf(`${date}T00:00`) !== undefined;
}

/** Without a day, a time that is still to come today is that of yesterday. */
function timeOfDay(day: string | undefined, time: string, clock: Clock): string | undefined {
  const on = (name: string) => {
    const date = dateOf(name, clock);
    return date && clock.zone.instantOf(`${date}T${time}`);
  };
  const instant = on(day ?? 'today');
  return day === undefined && instant !== undefined && new Date(instant) > clock.now ? on('yesterday') : instant;
}

const FIRST = new Date(0).toISOString();
const LAST = '9999-12-31T23:59:59.999Z';

/** Returns ISO 8601 with a year of four digits, because times are compared as text. Nothing is older than 1970. */
function sortable(time: Date): string | undefined {
  if (Number.isNaN(time.getTime())) return undefined;
  if (time.getTime() < 0) return FIRST;
  return time > new Date(LAST) ? LAST : time.toISOString();
}

/** Returns a day of the zone: `today`, `yesterday` or a date. Undefined for other texts. */
export function dayOf(text: string, clock: Clock): Period | undefined {
  const date = dateOf(text, clock);
  const since = date && clock.zone.instantOf(`${date}T00:00`);
  const until = date && clock.zone.instantOf(`${dateAfter(date, 1)}T00:00`);
  return since && until ? { since, until } : undefined;
}

/** Returns `today`, `yesterday` or a date as `YYYY-MM-DD`. */
export function dateOf(text: string, { now, zone }: Clock): string | undefined {
  if (DATE.test(text)) return text;
  const today = zone.shown(now.toISOString())?.slice(0, 10) ?? '';
  if (text === 'today') return today;
  return text === 'yesterday' ? dateAfter(today, -1) : undefined;
}

function dateAfter(date: string, days: number): string {
  const start = Date.parse(`${date}T00:00Z`);
  return Number.isNaN(start) ? '' : new Date(start + days * UNITS_MS.d).toISOString().slice(0, 10);
}

/** Any clock tells whether a text is a time at all. */
const ANY_CLOCK: Clock = { now: new Date(0), zone: UTC };

export function isTime(text: string): boolean {
  return instantOf(text, ANY_CLOCK) !== undefined;
}

export function isDay(text: string): boolean {
  return dayOf(text, ANY_CLOCK) !== undefined;
}
