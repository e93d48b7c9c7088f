import { toJsonCell } from './printable.ts';
import { UsageError } from './usage-error.ts';

/**
 * Parses JSON that a person wrote.
 *
 * @param name displayed name of the text
 * @throws {UsageError}
 */
export function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${name} is not valid JSON${placeOf((error as Error).message, text)}. Correct it first.`);
  }
}

/** Returns the place of a mistake, in words. The parser's own sentence is for a programmer. */
function placeOf(message: string, text: string): string {
  const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(message) ?? [];
  if (line !== undefined) return `: the mistake is in line ${line}, column ${column}`;
  const [, token] = /^Unexpected token '(.)'/u.exec(message) ?? [];
  if (token !== undefined) return `: ${toJsonCell(token)} is unexpected${lineOf(text)}`;
  return message.startsWith('Unexpected end') ? ': it ends too early' : '';
}

/** Returns the line of the first character that no continuation could make valid. The parser does not name it. */
function lineOf(text: string): string {
  let [valid, invalid] = [0, text.length];
  while (valid + 1 < invalid) {
    const middle = (valid + invalid) >> 1;
    if (canBegin(text.slice(0, middle))) valid = middle;
    else invalid = middle;
  }
  const line = text.slice(0, valid).split('\n').length;
  return line > 1 ? ` in line ${line}` : '';
}

/** Tells whether a text is the beginning of valid JSON, or all of it. */
function canBegin(start: string): boolean {
  try {
    JSON.parse(start);
    return true;
  } catch (error) {
    return !/^(Unexpected token|Unexpected non-whitespace|Bad)/.test((error as Error).message);
  }
}

/** Finds a key that an object of valid JSON has twice, because `JSON.parse` silently drops the first. */
export function repeatedKey(json: string): { readonly key: string; readonly line: number } | undefined {
  const open: Set<string>[] = [];
  let [start, end, isInString] = [0, 0, false];
  for (const { 0: token, index } of json.matchAll(/\\.|["{}:]/g)) {
    if (token === '"') {
      if (isInString) end = index + 1;
      else start = index;
      isInString = !isInString;
    } else if (isInString) continue;
    else if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else {
      const key: string = JSON.parse(json.slice(start, end));
      const keys = open.at(-1);
      if (keys?.has(key)) return { key, line: json.slice(0, start).split('\n').length };
      keys?.add(key);
    }
  }
  return undefined;
}
