import type { Table } from '../policy/tables.ts';

/** Returns a document in which a section has been replaced. A section ends at the next heading of its level or a higher one. */
export function withSection(document: string, section: string): string {
  const [heading = ''] = section.split('\n', 1);
  const from = `\n${document}`.indexOf(`\n${heading}\n`);
  if (from < 0) throw new Error(`the document has no section ${heading}`);
  const end = new RegExp(`\n#{1,${heading.indexOf(' ')}} `, 'g');
  end.lastIndex = from + heading.length;
  const next = end.exec(document)?.index;
  const rest = next === undefined ? '\n' : `\n\n${document.slice(next + 1)}`;
  return document.slice(0, from) + section.trimEnd() + rest;
}

/** Returns the lines of a table in Markdown, without its title. */
export function tableLines({ head, rows }: Pick<Table, 'head' | 'rows'>): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}
