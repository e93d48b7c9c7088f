import stringWidth from 'string-width';

/** Limit for code units a column, because an emoji can have many, and combining marks have no end. */
const MAX_UNITS_A_COLUMN = 16;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Returns the columns of a text on a terminal: two for 小 and 🎈, none for a combining mark. */
export function columnsOf(text: string): number {
  return stringWidth(text);
}

/** Pads a text with spaces. */
export function padTo(columns: number, text: string): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}

/** Truncates a text to a number of columns, between characters as a reader sees them, and appends an ellipsis. */
export function truncate(text: string, columns: number): string {
  if (columns === Number.POSITIVE_INFINITY) return text;
  const start = text.slice(0, columns * MAX_UNITS_A_COLUMN);
  if (start.length === text.length && columnsOf(text) <= columns) return text;
  let kept = '';
  let used = 0;
  for (const { segment } of graphemes.segment(start)) {
    used += columnsOf(segment);
    if (used >= columns) break;
    kept += segment;
  }
  return `${kept.toWellFormed()}…`;
}
