/** A time zone, for times that people write and read. */
export interface Zone {
  /** IANA name, such as `Asia/Shanghai`. */
  readonly name: string;
  /** Returns an instant as `YYYY-MM-DD HH:MM:SS.mmm` of this zone, undefined for an invalid time. */
  shown(iso: string): string | undefined;
  /**
   * Returns the instant of a local time as ISO 8601 in UTC, undefined for an invalid time. A time that happens twice is the first of
   * both. A time that a change of the clocks skips is moved by the same amount.
   *
   * @param local `YYYY-MM-DDTHH:MM`, with or without seconds and their digits
   */
  instantOf(local: string): string | undefined;
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Returns the time zone of this process or of this browser. */
export function localZone(): Zone {
  return zoneNamed(Intl.DateTimeFormat().resolvedOptions().timeZone) ?? UTC;
}

/** Returns a time zone, undefined for a name that is not known. */
export function zoneNamed(name: string): Zone | undefined {
  try {
    const format = new Intl.DateTimeFormat('en', { ...FIELDS, timeZone: name });
    return zoneWith(format.resolvedOptions().timeZone, (instant) => wallTime(format, instant) - wholeSeconds(instant));
  } catch {
    return undefined;
  }
}

const FIELDS = {
  calendar: 'gregory',
  numberingSystem: 'latn',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
} as const;

/** @param offsetMs difference from UTC at an instant, positive in the east */
function zoneWith(name: string, offsetMs: (instant: number) => number): Zone {
  return {
    name,
    shown(iso) {
      const instant = Date.parse(iso);
      if (Number.isNaN(instant)) return undefined;
      return new Date(instant + offsetMs(instant)).toISOString().replace('T', ' ').replace('Z', '');
    },
    instantOf(local) {
      const wall = Date.parse(`${local}Z`);
      // Date reads the 30th of February as a day of March.
      if (Number.isNaN(wall) || !new Date(wall).toISOString().startsWith(local.slice(0, 16))) return undefined;
      const offsets = [wall - DAY_MS, wall + DAY_MS].map(offsetMs);
      const instants = offsets.map((offset) => wall - offset).sort((a, b) => a - b);
      const instant = instants.find((at) => at + offsetMs(at) === wall) ?? wall - (offsets[0] ?? 0);
      return new Date(instant).toISOString();
    },
  };
}

export const UTC: Zone = zoneWith('UTC', () => 0);

/** Returns the local time of an instant to the second, as milliseconds that would be the same time in UTC. */
function wallTime(format: Intl.DateTimeFormat, instant: number): number {
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const [year = 0, month = 1, day, hour, minute, second] = (
    ['year', 'month', 'day', 'hour', 'minute', 'second'] as const
  ).map((type) => parts.get(type));
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function wholeSeconds(instant: number): number {
  return Math.floor(instant / 1_000) * 1_000;
}
