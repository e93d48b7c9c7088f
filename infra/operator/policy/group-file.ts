import { basename, dirname, join, resolve } from 'node:path';
import { ALL_GROUPS } from '../../../functions/policy/stored-policy.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { groupScope } from './policy-scope.ts';

/** Tells whether a file is the policy of one group in a directory of policies: `groups/ID.json`. */
export function isGroupFile(file: string): boolean {
  return basename(dirname(resolve(file))) === 'groups';
}

/**
 * Returns the scope of a file by its place: the group for which a file in `groups/` is named, else all groups.
 *
 * @throws {UsageError} for a file in `groups/` that is not named for a group
 */
export function scopeByPlace(file: string): string {
  return isGroupFile(file) ? groupOf(file) : ALL_GROUPS;
}

/** Returns the directory with the `lists/` of a policy file. */
export function homeOf(file: string): string {
  return isGroupFile(file) ? join(dirname(file), '..') : dirname(file);
}

function groupOf(file: string): string {
  const name = basename(file, '.json');
  const id = decoded(name);
  if (!file.endsWith('.json') || id === undefined || encodeURIComponent(id) !== name)
    throw new UsageError(`${file} is not named for a group. Name it ${encodeURIComponent(id ?? name)}.json.`);
  return groupScope(id);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
