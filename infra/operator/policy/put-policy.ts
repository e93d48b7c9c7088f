import { userInfo } from 'node:os';
import * as v from 'valibot';
import type { Table } from '../../../functions/dynamodb/table.ts';
import { renewCopies } from '../../../functions/policy/renew-copies.ts';
import { ChangedMeanwhile, putVersion, type VersionDetails } from '../../../functions/policy/versions.ts';
import { option } from '../../cli/options.ts';
import { UsageError } from '../../cli/usage-error.ts';
import type { InAws } from '../table-names.ts';
import { awsIdentity } from './aws-identity.ts';

/** Limit that keeps a note readable in a list of versions. */
const MAX_NOTE_LENGTH = 500;

const Note = v.pipe(
  v.string(),
  v.trim(),
  v.nonEmpty('needs a text'),
  v.maxLength(MAX_NOTE_LENGTH, `must have at most ${MAX_NOTE_LENGTH} characters`),
);

/** The reason for a change, which `history` shows. */
export const noteOption = option(v.optional(Note), { value: 'TEXT', description: 'the reason, which history shows' });

/** Returns what is stored with a version that is made now. Its author is known to AWS when the table is there. */
export async function detailsOf(
  note: string | undefined,
  { policyTable, region }: Pick<InAws, 'policyTable' | 'region'>,
): Promise<VersionDetails> {
  const author = (policyTable === undefined ? undefined : await awsIdentity(region)) ?? login();
  return {
    changedAt: new Date().toISOString(),
    ...(author !== undefined && { author }),
    ...(note !== undefined && { note }),
  };
}

/** Returns undefined where the user has no entry, as in some containers. */
function login(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}

/** Renews what functions read of a version that stays in force. Another version that was stored at the same time has it already. */
export async function renewPolicy(table: Table, scope: string): Promise<void> {
  await renewCopies(table, scope).catch((error) => {
    if (!(error instanceof ChangedMeanwhile)) throw error;
  });
}

/**
 * Stores a new version of a policy or a list, or with no document a removal.
 *
 * @returns its number
 * @throws {UsageError} when another version was stored at the same time
 */
export async function putPolicy(
  table: Table,
  scope: string,
  document: object | undefined,
  details: VersionDetails,
): Promise<number> {
  try {
    return await putVersion(table, scope, document, details);
  } catch (error) {
    if (!(error instanceof ChangedMeanwhile)) throw error;
    throw new UsageError('Someone else changed this policy at the same time. Check it with show, and try again.');
  }
}
