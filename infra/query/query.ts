/*
 * One line asks the audit table: `kick group:g77 user:u1 since:2h -outcome:allowed rule:staff "spam"`. The same line works in the
 * shell, on a page and in a link. No module of this folder imports Node or AWS, so all of them run in a browser, too.
 *
 *   parse(line)                       parse.ts         → { query, mistakes }: each mistake has a message and a range of the line.
 *                                                        Terms without a mistake are in `query`
 *   format(query)                     format.ts        → the line again; parse(format(query)).query equals the query
 *   planOf(query, clock)              plan.ts          → { plan } or { mistakes }: the AuditQuery to read (functions/audit), whether
 *                                                        today was chosen because nothing else was, and the filters to check rows by
 *   matcherOf(query, clock, filters?) match.ts         → { row, record }: `row(row)` is true, false, or undefined where only the whole
 *                                                        record can tell; `record(record)` is true or false.
 *                                                        With `plan.residual` as filters, it leaves out what the index answers
 *   complete(line, cursor, known?)    complete.ts      → { from, to, offers }: `line.slice(0, from) + offer.text + line.slice(to)`.
 *                                                        `known` adds values that the caller has, such as groups on the page
 *   words(line)                       words.ts         → words with their ranges, for colours
 *   FILTERS                           filters.ts       → name, description and example of each filter, for a help
 *   zoneNamed(name), localZone()      zone.ts          → a time zone: `shown(iso)`, `instantOf('2026-03-04T05:00')`, `name`
 *
 * `clock` is { now: Date, zone: Zone }. Terms of one filter mean "or", different filters mean "and". Negated terms each exclude. Texts
 * are the exception: every text must be found. The terms keep what was typed, so that `since:2h` in a link is relative to its reader.
 * Names of commands, roles and outcomes have one spelling in a query, however they were typed.
 *
 * To read rows from the table, see rowsOf in infra/operator/audit/rows-of.ts.
 */

/** A part of a query that rows are compared with. */
export type ValueFilter = 'command' | 'group' | 'user' | 'role' | 'operation' | 'outcome' | 'rule' | 'text';

/** A part of a query that limits the times. */
export type TimeFilter = 'since' | 'until' | 'day';

export type FilterName = ValueFilter | TimeFilter;

/** One filter with its value, such as `group:g77` or `-outcome:allowed`. */
export interface Term {
  readonly filter: FilterName;
  /** As typed, without quotes. Commands, roles and outcomes have one spelling. */
  readonly value: string;
  /** Excludes what has the value. Never with a time. */
  readonly isNegated: boolean;
}

export interface Query {
  /** In the order of the line. */
  readonly terms: readonly Term[];
}

/** Two short sentences: the mistake in a line, then its correction. */
export interface Mistake {
  readonly message: string;
  /** Range of the line in UTF-16 code units, `to` exclusive. Both 0 where no single word is wrong. */
  readonly from: number;
  readonly to: number;
}

/** Values of one filter, `negated` those that it excludes. */
export function valuesOf({ terms }: Query, filter: FilterName, isNegated = false): string[] {
  return terms.filter((term) => term.filter === filter && term.isNegated === isNegated).map(({ value }) => value);
}
