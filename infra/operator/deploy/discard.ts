import { setTimeout } from 'node:timers/promises';
import {
  type CloudFormationClient,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { findStack, isEmpty } from '../../existing/found-stack.ts';

const ATTEMPTS = 30;
const PAUSE_MS = 1_000;

/**
 * Removes a change set that is not executed, and the empty stack that CloudFormation made for it.
 *
 * @param stack name of the stack
 * @param isMade the stack did not exist before the change set
 */
export async function discard(
  client: CloudFormationClient,
  stack: string,
  changeSet: string,
  isMade: boolean,
): Promise<void> {
  await deleteChangeSet(client, stack, changeSet);
  if (!isMade) return;
  const found = await findStack(client, stack);
  if (!found || !isEmpty(found)) return;
  if (found.EnableTerminationProtection)
    await client.send(new UpdateTerminationProtectionCommand({ StackName: stack, EnableTerminationProtection: false }));
  await client.send(new DeleteStackCommand({ StackName: stack }));
}

/** Deletes a change set, after waiting for CloudFormation to finish it. */
async function deleteChangeSet(client: CloudFormationClient, stack: string, changeSet: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.send(new DeleteChangeSetCommand({ StackName: stack, ChangeSetName: changeSet }));
      return;
    } catch (error) {
      const { name, message } = error as Error;
      if (name === 'ChangeSetNotFoundException' || name === 'ChangeSetNotFound' || /does not exist/.test(message))
        return;
      if (!name.startsWith('InvalidChangeSetStatus') || attempt === ATTEMPTS) throw error;
      await setTimeout(PAUSE_MS);
    }
  }
}
