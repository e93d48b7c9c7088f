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

All matchers have the same terms and names in the same run. Each package is set up as its documentation recommends against evasion.

- **Terms**: words by which staff is imitated, then profanity of 27 languages from \`naughty-words\` and \`cuss\`. With more than these
  have, two of them joined.
- **Innocent names**: first names, last names, full names, user names with digits and words of all locales of \`@faker-js/faker\`, at most
  3,000 of a script. Names that hold a term as written are left out, because every matcher rightly finds them.
- **Evasions**: each class writes terms of every script in its way, from Unicode's data. A class holds only the scripts that it applies to.

Recall is rounded down: 100 % is complete.
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
