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

\`npm run bench:policy\` makes this page: \`npm run -s bench:policy -- --markdown > docs/policy-matching.md\`. It takes minutes.
Run \`npm install --no-save decancer@3.3.3\` first to have decancer in it. \`--json\` prints every miss and every false positive, \`--only NAME\` measures one matcher.

All matchers have the same terms and names. Each package is set up as its documentation recommends against evasion.

- **Terms**: words by which staff is imitated, then profanity of 27 languages from \`naughty-words\` and \`cuss\`. With more than these
  have, two of them joined.
- **Innocent names**: first names, last names, full names, user names with digits and words of all locales of \`@faker-js/faker\`, at most
  3,000 of a script. Names that hold a term as written are left out, because every matcher rightly finds them.
- **Evasions**: each class writes terms of every script in its way, from Unicode's data. A class holds only the scripts that it applies to.

Recall is rounded down: 100 % is complete.

## Not found, to spare innocents

- A last 1 after fewer than six letters, and a last other digit after fewer than three: \`ana1\`. Names end so more often.
- \`!\`, \`|\` and brackets at the end of a word, brackets at its start: \`ana|\`, \`(acca\`.
- A hidden letter at the start or the end, and \`-\` and \`_\` for one of a term of three letters: \`*uck\`, \`t-t\`. A dot hides none, because initials have one.
- \`rn\` for m behind a vowel and \`cl\` for d at the start or behind a vowel, n or r, in terms of four letters or fewer: Burns, click.
- i for a Turkish ı in terms of four letters or fewer: Ami is a name, and \`amı\` is not. The reverse is found: \`sık\` for \`sik\`.
- Letters of Thai and alike that resemble each other, such as ด and ค, and Thai words with a space between syllables.
- Symbols in a row of more than ten, which are lines and pictures.

Found, though innocents may write so: Arabic letters in their Persian form and the reverse, so نیک (good, in Persian) is نيك; Latin capitals as Cyrillic
and Greek ones, so CYKA is сука; ı as i. A rule excepts such names by \`except.terms\`.
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
