import type { LoadedPolicy } from './policy.ts';
import type { ReadVersion } from './read.ts';
import type { TermLists } from './rules/rule.ts';
import { parseStored } from './stored-document.ts';
import { isSameLists, listsIn, type StoredList } from './term-lists.ts';

/** Newest read policy of a scope. */
export interface CacheEntry {
  /** When the read began: what changed since then is not in it. */
  readonly readAt: number;
  readonly version: number;
  readonly loaded?: LoadedPolicy;
  /** Why the newest version can't be used. `loaded` is the last valid one, if any. */
  readonly problem?: string;
}

/** A version of a scope's policy, without the lists of its rules. */
interface CurrentDocument {
  readonly version: number;
  readonly document?: LoadedPolicy['document'] | undefined;
  readonly problem?: string;
}

/** Returns a scope's document. The same object stands for the same version. */
export function documentIn(scope: string, item: ReadVersion | undefined, before?: CacheEntry): CurrentDocument {
  const version = item?.version ?? 0;
  if (before?.version === version && before.problem === undefined)
    return { version, document: before.loaded?.document };
  if (item === undefined) return { version };
  // Only a cold start trusts the mark, because it has no time for a check. Later, the valid policy stays in force if the next version is not valid.
  const checked = before?.loaded ? undefined : item.checked;
  const document = item.document === undefined ? undefined : parseStored(item.document, item.format, checked);
  const isInvalid = !Number.isInteger(version) || (item.document !== undefined && document === undefined);
  return isInvalid ? { version, problem: invalidPolicy(scope) } : { version, document };
}

export function invalidPolicy(scope: string): string {
  return `the policy for scope ${scope} is not valid`;
}

export function invalidList(scope: string, name: string): string {
  return `the list ${name} of the policy for scope ${scope} is missing or not valid`;
}

/**
 * Returns the entry of a scope after a read. A version that cannot be used keeps the last valid one in force, and a policy that has
 * not changed stays the same object.
 *
 * @param lists all lists in force that any document uses
 */
export function entryOf(
  scope: string,
  readAt: number,
  { version, document, problem }: CurrentDocument,
  lists: ReadonlyMap<string, StoredList>,
  before?: CacheEntry,
): CacheEntry {
  const names = listsIn(document);
  const missing = names.find((name) => !lists.has(name));
  const loaded = before?.loaded;
  if (problem !== undefined || missing !== undefined)
    return {
      readAt,
      version: before?.version ?? 0,
      problem: problem ?? invalidList(scope, String(missing)),
      ...(loaded && { loaded }),
    };
  const own = new Map([...lists].filter(([name]) => names.includes(name)));
  const isSame = loaded?.document === document && isSameLists(loaded?.lists ?? NO_LISTS, own);
  const now = isSame ? loaded : document && { document, lists: own };
  return { readAt, version, ...(now && { loaded: now }) };
}

const NO_LISTS: TermLists = new Map();
