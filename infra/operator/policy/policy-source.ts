import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { PolicyDocument } from '../../../functions/policy/document.ts';
import { ALL_GROUPS } from '../../../functions/policy/stored-policy.ts';
import { listsIn } from '../../../functions/policy/term-lists.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { homeOf, scopeByPlace } from './group-file.ts';
import { readList, type TermList } from './list-file.ts';
import { readPolicy } from './policy-file.ts';
import { groupScope } from './policy-scope.ts';

export interface PolicyPart {
  /** `*` or a group's ID. */
  readonly scope: string;
  readonly file: string;
  readonly document: PolicyDocument;
}

/** Policies of one file or directory, the one for all groups first, and the lists beside them. */
export interface PolicySource {
  readonly isDirectory: boolean;
  readonly policies: readonly PolicyPart[];
  readonly lists: readonly TermList[];
}

/**
 * Reads a policy file with the lists in `lists/` that its rules name, or a directory with all of its policies and lists.
 *
 * @param group the group of a file; without it, a file in `groups/` is that of the group in its name, any other that of all groups
 * @throws {UsageError} with every mistake of every file
 */
export async function readSource(path: string, group?: string): Promise<PolicySource> {
  const isDirectory = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isDirectory) return readOne(path, group === undefined ? scopeByPlace(path) : groupScope(group));
  if (group !== undefined) throw new UsageError(`${path} is a directory with all groups. Leave out --group.`);
  return readDirectory(path);
}

async function readOne(file: string, scope: string): Promise<PolicySource> {
  const document = await readPolicy(file);
  const folder = join(homeOf(file), 'lists');
  const found = await namesIn(folder);
  const names = listsIn(document).filter((name) => found.includes(`${name}.txt`));
  const lists = await allOf(names.map((name) => readList(join(folder, `${name}.txt`), name)));
  return { isDirectory: false, policies: [{ scope, file, document }], lists };
}

async function readDirectory(directory: string): Promise<PolicySource> {
  const general = join(directory, 'policy.json');
  const hasGeneral = (await namesIn(directory)).includes('policy.json');
  const [groups, lists] = [await namesIn(join(directory, 'groups')), await namesIn(join(directory, 'lists'))];
  if (!hasGeneral && groups.length === 0 && lists.length === 0)
    throw new UsageError(
      `${directory} has no policy.json, groups/ID.json or lists/NAME.txt. Add one, or name a policy file.`,
    );
  const policies = [
    ...(hasGeneral ? [part(general, () => ALL_GROUPS)] : []),
    ...groups.map((name) => part(join(directory, 'groups', name), scopeByPlace)),
  ];
  const [readPolicies, readLists] = await together(
    policies,
    lists.map((name) => listAt(join(directory, 'lists', name))),
  );
  return { isDirectory: true, policies: readPolicies, lists: readLists };
}

async function part(file: string, scopeOf: (file: string) => string): Promise<PolicyPart> {
  const scope = scopeOf(file);
  return { scope, file, document: await readPolicy(file) };
}

async function listAt(file: string): Promise<TermList> {
  const name = basename(file, '.txt');
  if (!file.endsWith('.txt') || !/^[\w.-]{1,64}$/.test(name))
    throw new UsageError(
      `${file} is not named for a list. Name it lists/NAME.txt, with 1 to 64 letters, digits, dots, hyphens or _.`,
    );
  return readList(file, name);
}

/** Returns the sorted names of a directory without hidden files; none when it does not exist. */
async function namesIn(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch(() => []);
  return names.filter((name) => !name.startsWith('.')).sort();
}

async function together<A, B>(a: readonly Promise<A>[], b: readonly Promise<B>[]): Promise<[A[], B[]]> {
  const all = await allOf<{ a: A } | { b: B }>([
    ...a.map(async (value) => ({ a: await value })),
    ...b.map(async (value) => ({ b: await value })),
  ]);
  return [all.flatMap((one) => ('a' in one ? [one.a] : [])), all.flatMap((one) => ('b' in one ? [one.b] : []))];
}

/** @throws {UsageError} with the mistakes of all */
async function allOf<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(promises);
  const errors: unknown[] = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  const [other] = errors.filter((error) => !(error instanceof UsageError));
  if (other !== undefined) throw other;
  if (errors.length > 0) throw new UsageError(errors.map((error) => (error as Error).message).join('\n'));
  return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}
