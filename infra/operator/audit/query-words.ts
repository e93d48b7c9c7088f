import { UsageError } from '../../cli/usage-error.ts';
import { formatTerm } from '../../query/format.ts';
import { parse } from '../../query/parse.ts';
import type { FilterName, Query } from '../../query/query.ts';
import { inQuotes } from '../../query/words.ts';

/** Options that are filters in long form. */
export type FilterOptions = Partial<Readonly<Record<Exclude<FilterName, 'text'>, string | undefined>>>;

/**
 * Reads a query from the words of a command and its options, which add up.
 *
 * @throws {UsageError} with a sentence for each mistake
 */
export function queryFrom(words: readonly string[], options: FilterOptions): Query {
  const given = Object.entries(options).flatMap(([filter, value]) =>
    value === undefined ? [] : formatTerm({ filter: filter as FilterName, value, isNegated: false }),
  );
  const { query, mistakes } = parse([lineOf(words), ...given].join(' '));
  if (mistakes.length > 0) throw new UsageError([...new Set(mistakes.map(({ message }) => message))].join(' '));
  return query;
}

/**
 * Returns the line of some words. A single one is a line itself. The shell has taken the quotes from several, so that a blank in one of
 * them belongs to its value.
 */
export function lineOf(words: readonly string[]): string {
  return words.length === 1 ? (words[0] ?? '') : words.map(withQuotes).join(' ');
}

function withQuotes(word: string): string {
  if (!/\s/.test(word) || word.includes('"')) return word;
  const [, start = '', value = ''] = /^(-?(?:[A-Za-z]+:)?)(.*)$/s.exec(word) ?? [];
  return `${start}${inQuotes(value)}`;
}
