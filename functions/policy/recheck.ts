import * as v from 'valibot';
import { type CacheEntry, invalidList, invalidPolicy } from './cache-entry.ts';
import { storedDocument } from './document.ts';
import { Terms } from './term-lists.ts';

/**
 * Returns the checked entry of a scope whose rules could not be applied. Checks the policy and its lists despite their marks, because
 * anyone who can write to the table can write any mark. Leaves out the letters of lists.
 */
export function rechecked(scope: string, entry: CacheEntry): CacheEntry {
  const { readAt, version, loaded } = entry;
  if (!loaded) return entry;
  const { document, lists } = loaded;
  if (!v.is(storedDocument(), document)) return { readAt, version, problem: invalidPolicy(scope) };
  for (const [name, { terms }] of lists)
    if (!v.is(Terms, terms)) return { readAt, version, problem: invalidList(scope, name) };
  if ([...lists.values()].every(({ letters }) => letters === undefined)) return entry;
  const plain = new Map([...lists].map(([name, { terms }]) => [name, { terms }]));
  return { ...entry, loaded: { document, lists: plain } };
}
