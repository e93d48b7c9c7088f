import { format, formatTerm } from '../../../query/format.ts';
import { parse } from '../../../query/parse.ts';
import type { FilterName } from '../../../query/query.ts';

/** Returns one term as written in a query, such as `group:g77`. */
export function termFor(filter: FilterName, value: string): string {
  return formatTerm({ filter, value, isNegated: false });
}

/** Tells whether a query has a term. */
export function hasTerm(q: string, filter: FilterName, value: string): boolean {
  return parse(q).query.terms.some(isThe(filter, value));
}

/** Returns a query with a term, or without it where it was in the query. */
export function withToggled(q: string, filter: FilterName, value: string): string {
  const { terms } = parse(q).query;
  const others = terms.filter((term) => !isThe(filter, value)(term));
  return others.length < terms.length
    ? format({ terms: others })
    : `${format({ terms })} ${termFor(filter, value)}`.trim();
}

function isThe(filter: FilterName, value: string) {
  return (term: { readonly filter: FilterName; readonly value: string; readonly isNegated: boolean }) =>
    term.filter === filter && term.value === value && !term.isNegated;
}
