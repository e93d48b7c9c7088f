import * as v from 'valibot';

const UNITS_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Times without a zone are UTC. */
const TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?$/;

/**
 * Returns a time in ISO 8601: of `2h` or `7d`, which count back from now, or of a date, in UTC unless it names a zone.
 * Returns undefined for other texts.
 */
export function timeOf(text: string, now: Date): string | undefined {
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (count !== undefined && unit !== undefined)
    return new Date(now.getTime() - Number(count) * UNITS_MS[unit as keyof typeof UNITS_MS]).toISOString();
  if (!TIME.test(text)) return undefined;
  const zoned = /T.*(Z|[+-]\d\d:\d\d)$/.test(text) || !text.includes('T') ? text : `${text}Z`;
  return Number.isNaN(Date.parse(zoned)) ? undefined : new Date(zoned).toISOString();
}

/** An option's value that `timeOf` reads. */
export const Time = v.pipe(
  v.string(),
  v.check((text) => timeOf(text, new Date()) !== undefined, 'must be a time such as 2h, 7d or 2026-03-04T05:00Z'),
);
