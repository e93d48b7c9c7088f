import * as v from 'valibot';
import type { Table } from '../dynamodb/table.ts';
import type { PolicyDocument } from './document.ts';
import { SECTIONS } from './doors/sections.ts';
import { sectionOf } from './policy.ts';
import { type Reading, type ReadVersion, type ReadVersions, readLists, readVersions } from './read.ts';
import type { TermLists } from './rules/rule.ts';
import { isKnownFormat, listScope } from './stored-policy.ts';
import { parseLetters, type TermList } from './text/term-list.ts';

/** One check, because 10,000 of them take as long as parsing the list twice. */
export const Terms = v.custom<readonly string[]>(
  (value) => Array.isArray(value) && value.every((term) => typeof term === 'string'),
);

/** A version of a list. The same object stands for the same version. */
export interface StoredList extends TermList {
  readonly version: number;
}

type Lists = ReadonlyMap<string, StoredList>;

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
  async read(names: readonly string[], current: ReadVersions, abortSignal: AbortSignal): Promise<Lists> {
    const found = await this.find(names, current, { abortSignal });
    const missing = names.filter((name) => !found.has(name));
    if (missing.length === 0) return found;
    // A replica may have a policy before the lists that were stored earlier.
    const late = await this.find(missing, new Map(), { abortSignal, isConsistent: true });
    return new Map([...found, ...late]);
  }

  /** Returns the lists that are valid. Reads at the same time may find other versions. */
  private async find(names: readonly string[], current: ReadVersions, reading: Reading): Promise<Lists> {
    const unread = names.map(listScope).filter((scope) => !current.has(scope));
    const unknown = names.filter((name) => !this.known.has(name)).map(listScope);
    const read = await readLists(this.table, unread, unknown, reading);
    const inForce = names.map((name) => {
      const scope = listScope(name);
      return { name, scope, version: (current.get(scope) ?? read.current.get(scope))?.version ?? Number.NaN };
    });
    const lists = new Map<string, StoredList>();
    const add = (name: string, version: number, item: ReadVersion | undefined) => {
      const list = this.listOf(name, version, item);
      if (list) lists.set(name, list);
    };
    for (const { name, scope, version } of inForce) add(name, version, read.whole.get(scope));
    const left = inForce.filter(({ name, version }) => Number.isInteger(version) && !lists.has(name));
    const keys = left.map(({ scope, version }) => ({ scope, version }));
    const versions = await readVersions(this.table, keys, reading);
    for (const { name, scope, version } of left) add(name, version, versions.get(scope));
    for (const name of names) if (!lists.has(name)) this.known.delete(name);
    return lists;
  }

  /** Returns a version of a list from memory, or else from the item if that has this version and is valid. */
  private listOf(name: string, version: number, item: ReadVersion | undefined): StoredList | undefined {
    const known = this.known.get(name);
    if (known?.version === version) return known;
    const read = item?.version === version ? listIn(item) : undefined;
    const list = read && { ...read, version };
    if (list) this.known.set(name, list);
    return list;
  }
}

function listIn(read: ReadVersion): TermList | undefined {
  if (!isKnownFormat(read.format)) return undefined;
  const document = String(read.document);
  const letters = attempted(() => parseLetters(document, read.letters));
  // Letters are made of a valid list only.
  const marked = letters && attempted(() => JSON.parse(document));
  if (marked) return { terms: marked, letters };
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
