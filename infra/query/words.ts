/** One word of a line: `kick`, `group:g77`, `-role:"old owner"`. */
export interface Word {
  readonly isNegated: boolean;
  /** Text before the colon, undefined when there is none outside of quotes. */
  readonly name: string | undefined;
  /** Text without quotes and their escapes. */
  readonly value: string;
  readonly isQuoted: boolean;
  /** The closing quote is missing. */
  readonly isOpen: boolean;
  /** Range in the line, `to` exclusive, and the start of the value, before its quote. */
  readonly from: number;
  readonly valueFrom: number;
  readonly to: number;
}

const START = /(?<minus>-?)(?:(?<name>[A-Za-z]+):)?/y;
const BLANKS = /\s*/y;
/** Text without blanks. Quotes in the middle of it are plain characters. */
const BARE = /\S*/y;
/** A backslash escapes a quote or a backslash. Before other characters, it stands for itself. */
const QUOTED = /"(?<inside>(?:\\["\\]|[^"])*)(?<end>"?)/y;

/** Splits a line at its blanks outside of quotes. Accepts any text. */
export function words(line: string): Word[] {
  const found: Word[] = [];
  for (let at = lengthAt(BLANKS, line, 0); at < line.length; ) {
    const word = wordAt(line, at);
    found.push(word);
    at = word.to + lengthAt(BLANKS, line, word.to);
  }
  return found;
}

function wordAt(line: string, from: number): Word {
  const start = matchAt(START, line, from);
  const { minus = '', name } = start.groups ?? {};
  const valueFrom = from + start[0].length;
  const rest = { isNegated: minus !== '', name, from, valueFrom };
  if (line[valueFrom] !== '"') {
    const value = matchAt(BARE, line, valueFrom)[0];
    return { ...rest, value, isQuoted: false, isOpen: false, to: valueFrom + value.length };
  }
  const [text, inside = '', end] = matchAt(QUOTED, line, valueFrom);
  return {
    ...rest,
    value: inside.replace(/\\(["\\])/g, '$1'),
    isQuoted: true,
    isOpen: end === '',
    to: valueFrom + text.length,
  };
}

/** Returns a value as one word of a line, in quotes. */
export function inQuotes(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

function matchAt(pattern: RegExp, line: string, at: number): RegExpExecArray {
  pattern.lastIndex = at;
  const match = pattern.exec(line);
  if (!match) throw new TypeError(`no word at ${at}`);
  return match;
}

function lengthAt(pattern: RegExp, line: string, at: number): number {
  return matchAt(pattern, line, at)[0].length;
}
