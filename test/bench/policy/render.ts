import { cpus } from 'node:os';
import stringWidth from 'string-width';
import type { Table } from './tables.ts';

export function textOf({ title, head, rows }: Table): string {
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((cells) => stringWidth(cells[column] ?? ''))));
  const padded = (cell: string, column: number) => {
    const space = ' '.repeat((widths[column] ?? 0) - stringWidth(cell));
    return column === 0 ? cell + space : space + cell;
  };
  return [title, ...lines.map((cells) => cells.map(padded).join('  '))].join('\n');
}

const INTRODUCTION = `# Measurements of the policy's matcher

This page compares the search for forbidden terms, which the rule \`terms\` of [the policy](policy.md) uses, with four packages.
\`npm run -s bench:policy -- --markdown > docs/policy-matching.md\` writes it, which takes minutes. Run \`npm install --no-save decancer@3.3.3\` first,
because decancer is not among the dependencies. \`--json\` prints every miss and every false positive, \`--only NAME\` measures one matcher.

All matchers have the same terms and names. Each package is set up as its documentation recommends against evasion.

- **Terms**: words with which people imitate staff, then profanity of 27 languages from \`naughty-words\` and \`cuss\`. Where these lists
  have too few words, two words are joined.
- **Innocent names**: first names, last names, full names, user names with digits, and words of all locales of \`@faker-js/faker\`, at most
  3,000 of a script. Names that contain a term as written are left out, because every matcher rightly finds them.
- **Evasions**: each class disguises terms of every script to which it applies, by Unicode's data.
- **Recall**: the part of the evasions that is found, rounded down. So 100 % means all.

## Not found, to spare innocents

These evasions are not found:

- a 1 at the end for a letter after fewer than six letters, and another digit after fewer than three: \`ana1\`. Many names end like this;
- \`!\`, \`|\` and brackets at the end of a word, and brackets at its start: \`ana|\`, \`(acca\`;
- a hidden letter at the start or the end: \`*uck\`;
- \`-\` and \`_\` for a letter in terms of three letters: \`t-t\`. A dot never hides a letter, because initials have dots;
- in terms of four letters or fewer, \`rn\` for m after a vowel, as in Burns, and \`cl\` for d at the start or after a vowel, n or r, as in click;
- i for a Turkish ı in terms of four letters or fewer: Ami is a name, and \`amı\` is not. The reverse is found: \`sık\` for \`sik\`;
- letters of Thai and similar scripts that resemble each other, such as ด and ค, and Thai words with a space between syllables;
- terms with more than ten symbols in a row, which draw lines and pictures.

These are found, although innocent names may have them. A rule excepts such names by \`except.terms\`:

- Arabic letters in their Persian form, and the reverse: نیک (good, in Persian) is read as نيك;
- Latin capitals as Cyrillic and Greek letters: CYKA is read as сука;
- ı as i.
`;

export function markdownOf(tables: readonly Table[], date: string): string {
  const [cpu] = cpus();
  const machine = `Measured on ${date} with Node.js ${process.versions.node}, ${cpus().length} cores${cpu ? `, ${cpu.model.trim()}` : ''}.`;
  return [INTRODUCTION, `${machine}\n`, ...tables.map(markdownTable)].join('\n');
}

function markdownTable({ title, head, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, column) => (column === 0 ? '---' : '--:'));
  return [`## ${title}\n`, line(head), line(rule), ...rows.map(line), ''].join('\n');
}
