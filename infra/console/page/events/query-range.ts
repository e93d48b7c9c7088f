import { format } from '../../../query/format.ts';
import { parse } from '../../../query/parse.ts';
import type { FilterName } from '../../../query/query.ts';

const TIMES: ReadonlySet<FilterName> = new Set(['since', 'until', 'day']);

/** Tells whether a query limits its time. */
export function hasRange(q: string): boolean {
  return parse(q).query.terms.some(({ filter }) => TIMES.has(filter));
}

/** Returns a query without its limits of time. */
export function withoutRange(q: string): string {
  return format({ terms: parse(q).query.terms.filter(({ filter }) => !TIMES.has(filter)) });
}

/**
 * Returns a query limited to a range, to the second.
 *
 * @param fromMs milliseconds since 1970
 * @param untilMs milliseconds since 1970
 */
export function withRange(q: string, fromMs: number, untilMs: number): string {
  const second = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z');
  const from = Math.floor(fromMs / 1000) * 1000;
  const until = Math.max(from + 1000, Math.ceil(untilMs / 1000) * 1000);
  return `${withoutRange(q)} since:${second(from)} until:${second(until)}`.trim();
}
