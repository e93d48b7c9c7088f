/** A word of a query that limits its time. */
const TIME_WORD = /(^|\s)(since|until|day):("[^"]*"|\S*)/g;

/** Returns a query without its limits of time. */
export function withoutRange(q: string): string {
  return q.replace(TIME_WORD, '$1').replace(/\s+/g, ' ').trim();
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
