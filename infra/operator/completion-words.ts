import type { CliCommand } from '../cli/cli-command.ts';
import { complete } from '../query/complete.ts';

/** Words that may follow after others, by the names of the commands before them: '' for the program, then `audit`, `audit show`. */
export type CompletionWords = Readonly<Record<string, readonly string[]>>;

/** Filters whose values are known. Those of others are IDs. */
const LISTED = ['role', 'outcome', 'since', 'until', 'day'];

/** Returns the commands and options of a command and of all below it. */
export function completionWords(command: CliCommand, path = ''): CompletionWords {
  const options = command.options.map(({ long }) => long ?? '');
  const own = { [path]: [...command.commands.map((inner) => inner.name()), ...options, '--help'] };
  const inner = command.commands.map((one) => completionWords(one as CliCommand, `${path} ${one.name()}`.trim()));
  return Object.assign(own, ...inner);
}

/** Ending of the key whose words are values, such as `outcome:refused`. A shell offers those once the colon is there. */
export const VALUES = ':';

/** Returns the words of a query, with their negations. Words that a shell would split have hyphens. */
export function queryWords(): { readonly first: string[]; readonly values: string[] } {
  const values = LISTED.flatMap((name) => offersAfter(`${name}:`));
  return { first: withNegations(offersAfter('')), values: withNegations(values) };
}

function offersAfter(line: string): string[] {
  return complete(line, line.length).offers.map(({ text }) => text.replaceAll('"', '').replaceAll(' ', '-'));
}

function withNegations(words: readonly string[]): string[] {
  return [...words, ...words.filter((word) => !/^(since|until|day):/.test(word)).map((word) => `-${word}`)];
}
