import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

export interface Block {
  /** Text after the opening fence: a language, or nothing. */
  readonly language: string;
  readonly lines: readonly string[];
}

export interface Heading {
  readonly level: number;
  readonly text: string;
  /** Anchor that GitHub makes of the heading. */
  readonly anchor: string;
}

/** The parts of a Markdown file that tests compare with the code. */
export interface Document {
  /** Path from the root of the project. */
  readonly path: string;
  readonly lines: readonly string[];
  readonly headings: readonly Heading[];
  /** Targets of links, as they are written. */
  readonly links: readonly string[];
  /** Inline code outside of blocks. */
  readonly spans: readonly string[];
  readonly blocks: readonly Block[];
  /** Cells of each row below a table's head, by the heading above. */
  readonly rows: ReadonlyMap<string, readonly (readonly string[])[]>;
}

/** Every document for people. */
export function documents(): Document[] {
  return globSync(['*.md', 'docs/**/*.md', '.github/**/*.md'], { cwd: ROOT }).sort().map(readDocument);
}

export function readDocument(path: string): Document {
  const lines = readFileSync(join(ROOT, path), 'utf8').trimEnd().split('\n');
  const { prose, blocks } = withoutBlocks(lines);
  const text = prose.join('\n');
  const spans = [...text.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span);
  const links = [...text.replace(/`[^`]+`/g, '').matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target);
  return { path, lines, headings: headingsOf(prose), links, spans, blocks, rows: rowsOf(prose) };
}

/** The commands of a block, without their comments. A backslash continues a line. */
export function commandsOf({ lines }: Block): string[] {
  return lines.map((line) => line.replace(/\s+# .*$/, '').trimEnd());
}

function withoutBlocks(lines: readonly string[]): { prose: string[]; blocks: Block[] } {
  const prose: string[] = [];
  const blocks: Block[] = [];
  let open: { language: string; lines: string[] } | undefined;
  for (const line of lines) {
    if (line.startsWith('```')) {
      if (open) blocks.push(open);
      open = open ? undefined : { language: line.slice(3), lines: [] };
    } else {
      (open?.lines ?? prose).push(line);
    }
  }
  if (open) throw new Error('a block of code has no end');
  return { prose, blocks };
}

function headingsOf(prose: readonly string[]): Heading[] {
  return prose.flatMap((line) => {
    const [, marks, text] = /^(#+) (.+)$/.exec(line) ?? [];
    return marks === undefined || text === undefined ? [] : [{ level: marks.length, text, anchor: anchorOf(text) }];
  });
}

/** Source: GitHub Docs, "Basic writing and formatting syntax", section links. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');
}

function rowsOf(prose: readonly string[]): Map<string, string[][]> {
  const rows = new Map<string, string[][]>();
  let heading = '';
  for (const [index, line] of prose.entries()) {
    heading = /^#+ (.+)$/.exec(line)?.[1] ?? heading;
    const isRow = line.startsWith('|') && !isRule(line) && !isRule(prose[index + 1]);
    if (isRow) rows.set(heading, [...(rows.get(heading) ?? []), cellsOf(line)]);
  }
  return rows;
}

function isRule(line = ''): boolean {
  return /^\|[-:| ]+\|$/.test(line);
}

function cellsOf(row: string): string[] {
  return row
    .slice(1, -1)
    .split(' | ')
    .map((cell) => cell.trim());
}
