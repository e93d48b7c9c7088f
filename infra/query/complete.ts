import { COMMAND_NAMES } from './command-names.ts';
import { FILTER_NAMES, FILTERS, isFilterName, OUTCOMES, ROLES } from './filters.ts';
import { formatTerm } from './format.ts';
import type { FilterName } from './query.ts';
import { type Word, words } from './words.ts';

/** A word that can replace the one at the cursor. */
export interface Offer {
  /** Without a blank at the end. A filter's name ends with a colon, and its value follows. */
  readonly text: string;
  readonly kind: 'filter' | 'value';
  readonly description?: string;
}

export interface Completion {
  /** Range of the line that an offer replaces. */
  readonly from: number;
  readonly to: number;
  readonly offers: readonly Offer[];
}

/** Values that the caller knows, such as groups and rules of the rows on a page. */
export type KnownValues = Partial<Readonly<Record<FilterName, readonly string[]>>>;

/** Examples for times. */
const TIMES = ['15m', '2h', '24h', '7d', 'today', 'yesterday'];
const DAYS = ['today', 'yesterday'];

/** Returns the completions at the cursor: of the word that it touches, or of a new word. */
export function complete(line: string, cursor: number, known: KnownValues = {}): Completion {
  const word = words(line.slice(0, cursor)).at(-1);
  if (!word || word.to < cursor) return { from: cursor, to: cursor, offers: firstOffers('', known) };
  const to = words(line).find(({ from }) => from === word.from)?.to ?? cursor;
  return { from: word.from, to, offers: offersFor(word, known) };
}

function offersFor({ name, value, isNegated, isQuoted }: Word, known: KnownValues): readonly Offer[] {
  const minus = isNegated ? '-' : '';
  if (name === undefined) {
    const offers = isQuoted ? [] : firstOffers(value, known);
    return isNegated
      ? offers.filter(({ text }) => !isTimeName(text)).map((offer) => ({ ...offer, text: minus + offer.text }))
      : offers;
  }
  const filter = name.toLowerCase();
  if (!isFilterName(filter)) return [];
  return valuesFor(filter, known)
    .filter((candidate) => startsWith(candidate, value))
    .map((candidate) => ({ text: spelled(filter, candidate, isNegated), kind: 'value' }));
}

/** Keeps `command:`, because a shell replaces only what begins with the typed word. */
function spelled(filter: FilterName, value: string, isNegated: boolean): string {
  return filter === 'command' ? `${isNegated ? '-' : ''}command:${value}` : formatTerm({ filter, value, isNegated });
}

/** Names of filters come first, because there are few. */
function firstOffers(start: string, { command = [] }: KnownValues): Offer[] {
  const filters = FILTER_NAMES.filter((name) => startsWith(name, start)).map(
    (name): Offer => ({ text: `${name}:`, kind: 'filter', description: FILTERS[name].description }),
  );
  const commands = [...new Set([...command, ...shortCommands()])]
    .filter((name) => startsWith(name, start))
    .map((text): Offer => ({ text, kind: 'value', description: FILTERS.command.description }));
  return [...filters, ...commands];
}

function isTimeName(text: string): boolean {
  return text === 'since:' || text === 'until:' || text === 'day:';
}

function valuesFor(filter: FilterName, known: KnownValues): readonly string[] {
  const values: KnownValues = {
    command: shortCommands(),
    role: ROLES,
    outcome: OUTCOMES,
    since: TIMES,
    until: TIMES,
    day: DAYS,
  };
  return [...new Set([...(known[filter] ?? []), ...(values[filter] ?? [])])];
}

/** Names of operations come before those of one timing, because they are shorter. */
function shortCommands(): string[] {
  const names = [...COMMAND_NAMES.values()].filter(({ kind }) => kind === 'short').map(({ name }) => name);
  return names.sort((a, b) => Number(isTimed(a)) - Number(isTimed(b)) || (a < b ? -1 : 1));
}

function isTimed(name: string): boolean {
  return /^(before|after)[A-Z]/.test(name);
}

function startsWith(candidate: string, start: string): boolean {
  return candidate.toLowerCase().startsWith(start.toLowerCase());
}
