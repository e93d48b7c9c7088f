import type { Table } from '../../../functions/dynamodb/table.ts';
import { ChangedMeanwhile, putVersion } from '../../../functions/policy/versions.ts';
import { UsageError } from '../../cli/usage-error.ts';

/**
 * Stores a new version of a policy or a list, or with no document a removal.
 *
 * @returns its number
 * @throws {UsageError} when another version was stored at the same time
 */
export async function putPolicy(table: Table, scope: string, document: object | undefined): Promise<number> {
  try {
    return await putVersion(table, scope, document, { changedAt: new Date().toISOString() });
  } catch (error) {
    if (!(error instanceof ChangedMeanwhile)) throw error;
    throw new UsageError('Someone else changed this policy at the same time. Check it with show, and try again.');
  }
}
