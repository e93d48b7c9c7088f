import type { CloudFormationClient, Stack } from '@aws-sdk/client-cloudformation';
import { type Io, writeLine } from '../../cli/io.ts';
import { Interrupted, UsageError } from '../../cli/usage-error.ts';
import type { EarlierTables } from '../../existing/earlier-tables.ts';
import { findStack } from '../../existing/found-stack.ts';
import { type ChangeSet, hasNoChanges, readChangeSet } from './change-set.ts';
import { discard } from './discard.ts';
import { finish, showOutputs } from './finish.ts';
import { makesTable } from './new-tables.ts';
import { isPermitted, type Permissions } from './permission.ts';
import { showChangeSet } from './show-change-set.ts';
import type { Target } from './target.ts';

/** A change set from its making to its end. */
export interface Review {
  readonly io: Io;
  readonly client: CloudFormationClient;
  readonly target: Pick<Target, 'stack' | 'word' | 'environment' | 'destroy'>;
  /** Name of the change set. */
  readonly changeSet: string;
  /** The stack has nothing yet. */
  readonly isNew: boolean;
  /** The new stack was there before, empty. It may have the change set of somebody else, so that it stays. */
  readonly wasEmpty?: boolean;
  readonly permissions: Permissions;
  /** Tables that an earlier stack of the same name left behind. Only a new stack has some. */
  readonly earlier?: EarlierTables;
  /** Names of tables that the settings name. */
  readonly usedTables?: readonly (string | undefined)[];
  /** Has the change set made. */
  readonly prepare: () => Promise<void>;
  readonly signal: AbortSignal;
  readonly pollMs?: number;
}

/**
 * Has a change set made, shows it, and executes it if it is permitted. Otherwise nothing of it remains.
 *
 * @throws {UsageError, FailedCheck, Interrupted}
 */
export async function review(given: Review): Promise<void> {
  const { io, client, target, isNew, signal } = given;
  const changeSet = await permittedChangeSet(given);
  if (changeSet === undefined) {
    writeLine(io.stdout, `${target.stack} is up to date. Nothing changes.`);
    const stack = isNew ? undefined : await findStack(client, target.stack);
    if (stack) showOutputs(io, stack as Stack);
    return;
  }
  await finish(io, client, target, changeSet, signal, given.pollMs);
}

/** Returns the change set once it is permitted, undefined if nothing changes. Any other end discards the change set. */
async function permittedChangeSet(given: Review): Promise<ChangeSet | undefined> {
  const { io, client, target, isNew, signal } = given;
  let isKept = false;
  try {
    await given.prepare();
    const changeSet = withUsed(await readChangeSet(client, target.stack, given.changeSet), given.usedTables ?? []);
    if (hasNoChanges(changeSet)) return undefined;
    if (changeSet.failure !== undefined)
      throw new UsageError(
        `CloudFormation could not make the change set: ${changeSet.failure.replace(/\.$/, '')}. Correct that first.`,
      );
    const { earlier = { tables: [] } } = given;
    await showChangeSet(io, client, changeSet, { target, isNew, earlier });
    const beginsEmpty =
      earlier.tables.length > 0 ||
      (!isNew && (makesTable(changeSet.changes, 'auditTable') || makesTable(changeSet.changes, 'policyTable')));
    const question = { ...target, ...given.permissions, beginsEmpty };
    isKept = await isPermitted(io, changeSet.changes, question, signal);
    if (isKept) return changeSet;
    throw new UsageError('Nothing was changed.');
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw new Interrupted();
    throw error;
  } finally {
    if (!isKept) await discard(client, target.stack, given.changeSet, isNew && !given.wasEmpty);
  }
}

/** Marks tables that leave the stack and stay in use. */
function withUsed(changeSet: ChangeSet, names: readonly (string | undefined)[]): ChangeSet {
  const isNamed = (name: string | undefined) => name !== undefined && names.includes(name);
  const changes = changeSet.changes.map((change) => ({ ...change, isUsed: isNamed(change.physicalID) }));
  return { ...changeSet, changes };
}
