import { parse } from './parse.ts';
import type { Query, Term } from './query.ts';
import { inQuotes } from './words.ts';

/** Writes a query as a line, with quotes only where they are needed. Parsed again, it is the same query. */
export function format({ terms }: Query): string {
  return terms.map(formatTerm).join(' ');
}

export function formatTerm(term: Term): string {
  const spellings = [nameBefore(term, term.value), nameBefore(term, inQuotes(term.value))];
  return spellings.find((spelling) => isSpelling(spelling, term)) ?? `${minusOf(term)}${term.filter}:${term.value}`;
}

function nameBefore(term: Term, value: string): string {
  const isBare = term.filter === 'text' || term.filter === 'command';
  return `${minusOf(term)}${isBare ? '' : `${term.filter}:`}${value}`;
}

function minusOf({ isNegated }: Term): string {
  return isNegated ? '-' : '';
}

/** Tells whether a word is read as this term and as nothing else. */
function isSpelling(word: string, { filter, value, isNegated }: Term): boolean {
  const { query, mistakes } = parse(word);
  const [term, ...others] = query.terms;
  const isOne = term !== undefined && others.length === 0 && mistakes.length === 0;
  return isOne && term.filter === filter && term.value === value && term.isNegated === isNegated;
}
