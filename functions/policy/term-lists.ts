import * as v from 'valibot';
import type { Table } from '../dynamodb/table.ts';
import type { PolicyDocument } from './document.ts';
import { SECTIONS } from './doors/sections.ts';
import { sectionOf } from './policy.ts';
import { type ReadVersion, type ReadVersions, readLists, readVersions } from './read.ts';
import type { TermLists } from './rules/rule.ts';
import { listScope } from './stored-policy.ts';
import { parseLetters, type TermList } from './text/term-list.ts';

/** One check, because 10,000 of them take as long as parsing the list twice. */
const Terms = v.custom<readonly string[]>(
  (value) => Array.isArray(value) && value.every((term) => typeof term === 'string'),
);

/** A version of a list. The same object stands for the same version. */
export interface StoredList extends TermList {
  readonly version: number;
}

/** Returns the names of the lists that a document's rules use. */
export function listsIn(document: PolicyDocument | undefined): string[] {
  const rules = SECTIONS.flatMap((name) => sectionOf(document?.[name])?.rules ?? []);
  return [...new Set(rules.flatMap((rule) => ('lists' in rule ? (rule.lists ?? []) : [])))];
}

/** Reads lists of terms. A version never changes, so that one that is known is not read again. */
export class TermListReader {
  private readonly known = new Map<string, StoredList>();
  private readonly table: Table;

  constructor(table: Table) {
    this.table = table;
  }

  /**
   * Returns the lists in force. Missing and invalid ones are left out.
   *
   * @param current what was read of their scopes already
   */
  async read(
    names: readonly string[],
    current: ReadVersions,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, StoredList>> {
    const unread = names.map(listScope).filter((scope) => !current.has(scope));
    const unknown = names.filter((name) => !this.known.has(name)).map(listScope);
    const found = await readLists(this.table, unread, unknown, signal);
    const all = new Map([...current, ...found.current]);
    const versions = names.map((name) => ({ name, version: all.get(listScope(name))?.version ?? Number.NaN }));
    const changed = versions.filter(({ name, version }) => this.known.get(name)?.version !== version);
    for (const { name, version } of changed) this.keep(name, version, found.whole.get(listScope(name)));
    const left = changed.filter(
      ({ name, version }) => Number.isInteger(version) && this.known.get(name)?.version !== version,
    );
    const keys = left.map(({ name, version }) => ({ scope: listScope(name), version }));
    const read = await readVersions(this.table, keys, signal);
    for (const { name, version } of left) this.keep(name, version, read.get(listScope(name)));
    for (const { name, version } of changed) if (this.known.get(name)?.version !== version) this.known.delete(name);
    return new Map(
      names.flatMap((name) => {
        const list = this.known.get(name);
        return list ? [[name, list] as const] : [];
      }),
    );
  }

  /** Keeps a list if the item is of this version, and valid. */
  private keep(name: string, version: number, read: ReadVersion | undefined): void {
    const list = read?.version === version ? listIn(read) : undefined;
    if (list) this.known.set(name, { ...list, version });
  }
}

function listIn(read: ReadVersion): TermList | undefined {
  const document = String(read.document);
  const letters = attempted(() => parseLetters(document, read.letters));
  // Letters are made of a valid list only.
  if (letters) return { terms: JSON.parse(document), letters };
  const terms = attempted(() => v.parse(Terms, JSON.parse(document)));
  return terms && { terms };
}

function attempted<Value>(parse: () => Value): Value | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}

/** Tells whether lists are the same as before, so that rules need not be compiled again. */
export function isSameLists(before: TermLists, now: ReadonlyMap<string, StoredList>): boolean {
  return before.size === now.size && [...now].every(([name, list]) => before.get(name) === list);
}
