import { isScalar, type Pair, type YAMLMap } from 'yaml';

/** A node of the parsed document, with its location in the text. */
type Located = { range?: readonly [number, number, number] | null };

/** Changes to a YAML text that leave every other byte as it is. The caller checks the result by parsing it. */
export class YamlText {
  readonly #text: string;
  readonly #eol: string;
  readonly #splices: { start: number; end: number; text: string }[] = [];

  constructor(text: string) {
    this.#text = text;
    this.#eol = /\r?\n/.exec(text)?.[0] ?? '\n';
  }

  /** Returns the line of a key, from 1. */
  lineOf(pair: Pair): number {
    return this.#text.slice(0, startOf(pair.key)).split('\n').length;
  }

  /** Gives a plain key another name. */
  rename(pair: Pair, key: string): void {
    this.#splice(startOf(pair.key), endOf(pair.key), key);
  }

  /** Removes all lines of a pair of a block map. */
  remove(pair: Pair): void {
    const start = this.#text.lastIndexOf('\n', startOf(pair.key) - 1) + 1;
    const lineEnd = this.#text.indexOf('\n', Math.max(endOf(pair.key), endOf(pair.value)) - 1);
    this.#splice(start, lineEnd === -1 ? this.#text.length : lineEnd + 1, '');
  }

  replaceValue(pair: Pair, value: string): void {
    const [start, end] = (pair.value as Located | null)?.range ?? [0, 0];
    const afterColon = this.#text.indexOf(':', endOf(pair.key)) + 1;
    if (end > start) this.#splice(start, end, value);
    else this.#splice(afterColon, afterColon, ` ${value}`);
  }

  /** Adds keys with plain values before all other keys of a map. */
  addFirst(map: YAMLMap, entries: readonly (readonly [key: string, value: string])[]): void {
    const lines = entries.map(([key, value]) => `${key}: ${value}`);
    const [first] = map.items;
    const start = startOf(first?.key ?? map);
    const separator = map.flow || !first ? ', ' : `${this.#eol}${this.#indentOf(first)}`;
    if (first) this.#splice(start, start, lines.map((line) => `${line}${separator}`).join(''));
    else this.#splice(start, endOf(map), `{ ${lines.join(separator)} }`);
  }

  /** Adds a key whose value is a map, on lines of its own, below a pair of a block map. */
  addBelow(pair: Pair, key: string, entries: readonly (readonly [key: string, value: string])[]): void {
    const indent = this.#indentOf(pair);
    const lines = [`${key}:`, ...entries.map(([name, value]) => `  ${name}: ${value}`)].map((line) => indent + line);
    const lineEnd = this.#text.indexOf('\n', endOf(pair.value));
    const text = lines.join(this.#eol);
    if (lineEnd === -1) this.#splice(this.#text.length, this.#text.length, `${this.#eol}${text}`);
    else this.#splice(lineEnd + 1, lineEnd + 1, `${text}${this.#eol}`);
  }

  /** Returns the text with all changes. Changes at one location keep the order of their calls. */
  toString(): string {
    const kept: string[] = [];
    let from = 0;
    for (const { start, end, text } of this.#splices.toSorted((a, b) => a.start - b.start)) {
      kept.push(this.#text.slice(from, start), text);
      from = end;
    }
    return kept.join('') + this.#text.slice(from);
  }

  #splice(start: number, end: number, text: string): void {
    this.#splices.push({ start, end, text });
  }

  #indentOf(pair: Pair): string {
    const start = startOf(pair.key);
    return this.#text.slice(this.#text.lastIndexOf('\n', start - 1) + 1, start).replace('\uFEFF', '');
  }
}

/** Returns the text of a key that is a scalar, otherwise an empty text. */
export function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : '';
}

function startOf(node: unknown): number {
  return (node as Located | null)?.range?.[0] ?? 0;
}

function endOf(node: unknown): number {
  return (node as Located | null)?.range?.[1] ?? 0;
}
