import { commandNamed } from './command-names.ts';
import { FILTER_NAMES, isFilterName, OUTCOMES, ROLES } from './filters.ts';
import type { FilterName, Mistake, Query, Term } from './query.ts';
import { isDay, isTime, NOT_A_TIME } from './times.ts';
import { inQuotes, type Word, words } from './words.ts';

export interface Parsed {
  /** The terms without a mistake. */
  readonly query: Query;
  readonly mistakes: readonly Mistake[];
}

/** Reads a line. Any text has a result. */
export function parse(line: string): Parsed {
  const terms: Term[] = [];
  const mistakes: Mistake[] = [];
  const read = words(line);
  for (const [index, word] of read.entries()) {
    const term = cutOffTime(word, read[index - 1]) ?? termOf(word, line[word.to]);
    if (typeof term === 'string') mistakes.push({ message: term, from: word.from, to: word.to });
    else if (isSecond(term, terms))
      mistakes.push({
        message: `${term.filter}: is given twice. Give only one of them.`,
        from: word.from,
        to: word.to,
      });
    else terms.push(term);
  }
  return { query: { terms }, mistakes };
}

/** Returns a sentence for a time of a day after a blank, because it would be read as a text. */
function cutOffTime({ name, value, isQuoted }: Word, before: Word | undefined): string | undefined {
  const filter = before?.name?.toLowerCase();
  const isCutOff =
    before &&
    (filter === 'since' || filter === 'until') &&
    isDay(before.value) &&
    name === undefined &&
    !isQuoted &&
    isTime(value);
  return isCutOff ? `${value} is not a part of ${filter}:. Write ${filter}:${before.value}T${value}.` : undefined;
}

function isSecond({ filter }: Term, terms: readonly Term[]): boolean {
  return (filter === 'since' || filter === 'until') && terms.some((term) => term.filter === filter);
}

/** @param next character after the word */
function termOf(word: Word, next: string | undefined): Term | string {
  const { isNegated, isQuoted, isOpen, value } = word;
  if (isOpen) return 'A quote has no end. Add " after the value.';
  if (isQuoted && next !== undefined && next.trim() !== '') return 'A space is missing after the quote. Add one.';
  const name = word.name?.toLowerCase();
  if (name === undefined) {
    if (value === '')
      return isQuoted ? 'The text is empty. Leave it out.' : 'Nothing follows the hyphen. Add a filter.';
    const command = isQuoted ? undefined : commandNamed(value);
    return command ? { filter: 'command', value: command.name, isNegated } : { filter: 'text', value, isNegated };
  }
  if (!isFilterName(name)) return unknownFilter(word);
  if (value === '') return `${name}: needs a value. Add it without a space in between.`;
  if (isNegated && (name === 'since' || name === 'until' || name === 'day'))
    return `${name}: cannot be negated. Use other times.`;
  return withKnownValue(name, value, isNegated);
}

function unknownFilter({ name, value }: Word): string {
  return `There is no filter ${name}:. Use one of ${FILTER_NAMES.join(', ')}, or quote a text: ${inQuotes(`${name}:${value}`)}.`;
}

function withKnownValue(filter: FilterName, value: string, isNegated: boolean): Term | string {
  switch (filter) {
    case 'command': {
      const command = commandNamed(value);
      return command
        ? { filter, value: command.name, isNegated }
        : `${value} is not a command. Use a name such as kick, AfterKickGroup or callbackAfterKickGroupCommand.`;
    }
    case 'outcome':
    case 'role': {
      const known = filter === 'role' ? ROLES : OUTCOMES;
      // A shell completes words, so that `old-owner` is the old owner.
      const found = known.find((name) => name === value.toLowerCase().replaceAll('-', ' '));
      return found
        ? { filter, value: found, isNegated }
        : `${value} is not a valid ${filter}. Use one of ${known.join(', ')}.`;
    }
    case 'since':
    case 'until':
      return isTime(value) ? { filter, value, isNegated } : `${filter}: ${NOT_A_TIME}. Change ${value}.`;
    case 'day':
      return isDay(value)
        ? { filter, value, isNegated }
        : `day: must be today, yesterday or a day in the form YYYY-MM-DD. Change ${value}.`;
    default:
      return { filter, value, isNegated };
  }
}
