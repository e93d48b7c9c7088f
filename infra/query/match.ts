import { commandNamed } from './command-names.ts';
import { namingRecord, RECORD_TESTS } from './match-record.ts';
import { ROW_TESTS } from './match-row.ts';
import { daysOf } from './plan.ts';
import { type FilterName, type Query, type Term, valuesOf } from './query.ts';
import type { QueryRecord, QueryRow } from './row.ts';
import { type Clock, instantOf } from './times.ts';

/** Compares rows and complete records with one query. */
export interface Matcher {
  /** True, false, or undefined where only the complete record can tell. */
  row(row: QueryRow): boolean | undefined;
  record(record: QueryRecord): boolean;
}

/**
 * Compiles a query once for many rows.
 *
 * @param filters those to compare with; by default all. With a plan, its `residual` is enough, because the index answers the others
 */
export function matcherOf(query: Query, clock: Clock, filters?: readonly FilterName[]): Matcher {
  const users = valuesOf(query, 'user');
  const terms = query.terms.filter(({ filter }) => filters === undefined || filters.includes(filter));
  const isInTimes = timeTestOf({ terms }, clock);
  const isOfCommand = commandTestOf({ terms });
  const compared = [...Map.groupBy(terms.filter(isCompared), ({ filter }) => filter).values()];
  return {
    row: (row) =>
      isInTimes(row) && isOfCommand(row) && all(compared, (same) => fits(same, (term) => testRow(row, term, users))),
    record(record) {
      if (!isInTimes(record) || !isOfCommand(record)) return false;
      const naming = namingRecord(record);
      return compared.every((same) => fits(same, ({ filter, value }) => RECORD_TESTS[filter](naming, value, users)));
    },
  };
}

/** A term whose filter has a test of its own. Times and commands are compiled for all terms. */
type ComparedTerm = Term & { readonly filter: keyof typeof RECORD_TESTS };

function isCompared(term: Term): term is ComparedTerm {
  return Object.hasOwn(RECORD_TESTS, term.filter);
}

function testRow(row: QueryRow, { filter, value }: ComparedTerm, users: readonly string[]): boolean | undefined {
  return ROW_TESTS[filter](row, value, users);
}

/** Tells whether an item fits the terms of one filter. One value is enough, but every text is needed. */
function fits(terms: readonly ComparedTerm[], test: (term: ComparedTerm) => boolean | undefined): boolean | undefined {
  const wanted = terms.filter(({ isNegated }) => !isNegated);
  const isWanted =
    wanted.length === 0 || (wanted[0]?.filter === 'text' ? all(wanted, test) : not(all(wanted, negated(test))));
  if (isWanted === false) return false;
  const isLeft = all(
    terms.filter(({ isNegated }) => isNegated),
    negated(test),
  );
  return isLeft && isWanted;
}

function negated<Item>(test: (item: Item) => boolean | undefined): (item: Item) => boolean | undefined {
  return (item) => not(test(item));
}

function not(result: boolean | undefined): boolean | undefined {
  return result === undefined ? undefined : !result;
}

/** False when one is false, or else undefined when one is undefined. */
function all<Item>(items: readonly Item[], test: (item: Item) => boolean | undefined): boolean | undefined {
  let result: boolean | undefined = true;
  for (const item of items) {
    const one = test(item);
    if (one === false) return false;
    if (one === undefined) result = undefined;
  }
  return result;
}

function commandTestOf(query: Query): (row: QueryRow) => boolean {
  const [wanted, excluded] = [false, true].map((isNegated) =>
    valuesOf(query, 'command', isNegated).flatMap((name) => commandNamed(name)?.commands ?? []),
  );
  return ({ command = '' }) => (!wanted?.length || wanted.includes(command)) && !excluded?.includes(command);
}

function timeTestOf(query: Query, clock: Clock): (row: QueryRow) => boolean {
  const days = daysOf(query, clock);
  const [since] = valuesOf(query, 'since').map((text) => instantOf(text, clock) ?? '');
  const [until] = valuesOf(query, 'until').map((text) => instantOf(text, clock) ?? '');
  if (since === undefined && until === undefined && days.length === 0) return () => true;
  return ({ receivedAt = '' }) => {
    // Further digits of a second keep an order among times of one millisecond.
    const time = receivedAt.replace(/(?<=\.\d{3})\d+(?=Z$)/, '');
    const isInRange = (since === undefined || time >= since) && (until === undefined || time < until);
    return isInRange && (days.length === 0 || days.some((day) => time >= day.since && time < day.until));
  };
}
