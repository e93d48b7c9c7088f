import type { AuditQuery } from '../../functions/audit/search-index.ts';
import { FILTER_NAMES } from './filters.ts';
import { type FilterName, type Mistake, type Query, valuesOf } from './query.ts';
import { type Clock, dayOf, instantOf, type Period } from './times.ts';

/** The way in which the rows of a query are read. */
export interface Plan {
  /** The index to read, its keys and the range of times. */
  readonly wanted: AuditQuery;
  /** Today was chosen, because the query has no group, user, operation or time to begin with. */
  readonly isToday: boolean;
  /** Filters that the index does not answer, so that its rows are compared with them. */
  readonly residual: readonly FilterName[];
}

export type Planned = { readonly plan: Plan } | { readonly plan?: undefined; readonly mistakes: readonly Mistake[] };

/** From the most selective to the least. Days are last, because a day has the callbacks of everyone. */
const KEYS = [
  { filter: 'operation', index: 'byOperation' },
  { filter: 'user', index: 'byUser' },
  { filter: 'group', index: 'byGroup' },
] as const;

/** Records of a machine whose clock is ahead count, too. */
const CLOCK_MARGIN_MS = 60_000;

/** Chooses the index for a query: the most selective of operation, user, group and day. */
export function planOf(query: Query, clock: Clock): Planned {
  const key = KEYS.find(({ filter }) => valuesOf(query, filter).length > 0);
  const range = rangeOf(query, clock);
  const isEmpty = range.since !== undefined && range.until !== undefined && range.since >= range.until;
  if (isEmpty) return mistaken('The times leave nothing to search. Make until: later than since: and day:.');
  if (key) {
    const [id = '', ...alsoIDs] = [...new Set(valuesOf(query, key.filter))];
    const wanted = { index: key.index, id, ...(alsoIDs.length > 0 && { alsoIDs }), ...range };
    return { plan: { wanted, isToday: false, residual: residualOf(query, key.filter) } };
  }
  const today = range.since === undefined ? dayOf('today', clock) : undefined;
  const end = new Date(clock.now.getTime() + CLOCK_MARGIN_MS).toISOString();
  const since = range.since ?? today?.since ?? '';
  const until = range.until ?? end;
  if (since >= until && range.until === undefined)
    return mistaken('since: is in the future. Use a time that has passed.');
  if (since >= until)
    return mistaken(
      'until: is before today, and only today is searched. Add day: or since:, or a group, user or operation.',
    );
  const wanted = { index: 'byDay', since, until } as const;
  return { plan: { wanted, isToday: today !== undefined, residual: residualOf(query, undefined) } };
}

function mistaken(message: string): Planned {
  return { mistakes: [{ message, from: 0, to: 0 }] };
}

/** Returns the range that contains all periods of a query. It can contain other times between several days. */
function rangeOf(query: Query, clock: Clock): Partial<Period> {
  const days = daysOf(query, clock);
  const [since] = valuesOf(query, 'since').flatMap((text) => instantOf(text, clock) ?? []);
  const [until] = valuesOf(query, 'until').flatMap((text) => instantOf(text, clock) ?? []);
  const first = days.map((day) => day.since).sort()[0];
  const last = days
    .map((day) => day.until)
    .sort()
    .at(-1);
  const from = [first, since]
    .filter((time) => time !== undefined)
    .sort()
    .at(-1);
  const to = [last, until].filter((time) => time !== undefined).sort()[0];
  return { ...(from !== undefined && { since: from }), ...(to !== undefined && { until: to }) };
}

/** Returns the periods of `day:` in a query. */
export function daysOf(query: Query, clock: Clock): Period[] {
  return valuesOf(query, 'day').flatMap((text) => dayOf(text, clock) ?? []);
}

/** Returns the filters that the key and the range of an index do not answer. */
function residualOf(query: Query, answered: FilterName | undefined): FilterName[] {
  return [...FILTER_NAMES, 'text' as const].filter((filter) => {
    if (filter === 'since' || filter === 'until') return false;
    if (filter === 'day') return valuesOf(query, 'day').length > 1;
    const isAnswered = filter === answered && valuesOf(query, filter, true).length === 0;
    return !isAnswered && query.terms.some((term) => term.filter === filter);
  });
}
