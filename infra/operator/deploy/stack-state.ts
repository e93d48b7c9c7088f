import { type CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { UsageError } from '../../cli/usage-error.ts';

/** Returns a stack, undefined if it does not exist. */
export async function findStack(client: CloudFormationClient, name: string): Promise<Stack | undefined> {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    return Stacks.find(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE');
  } catch (error) {
    // CloudFormation has no error of its own for this.
    if (/does not exist/.test((error as Error).message)) return undefined;
    throw error;
  }
}

/** Tells whether a stack has a change set that nobody has executed, and nothing else. An earlier call may have ended before it removed that. */
export function isEmpty({ StackStatus }: Stack): boolean {
  return StackStatus === 'REVIEW_IN_PROGRESS';
}

/**
 * Checks that a stack can be deployed.
 *
 * @param destroy the command that deletes the stack
 * @throws {UsageError} with what to do first
 */
export function checkState({ StackName: name, StackStatus }: Stack, destroy: string): void {
  const status = String(StackStatus);
  if (status === 'ROLLBACK_COMPLETE' || status === 'ROLLBACK_FAILED' || status === 'CREATE_FAILED')
    throw new UsageError(
      `The first deployment of ${name} failed (${status}). Run ${destroy}, then deploy again, which names the tables that remain.`,
    );
  if (status === 'DELETE_FAILED')
    throw new UsageError(`${name} could not be deleted completely. Run ${destroy} again, then deploy.`);
  if (status === 'UPDATE_ROLLBACK_FAILED')
    throw new UsageError(
      `${name} could not be rolled back after a failed deployment. Continue the rollback in CloudFormation's console, then deploy again.`,
    );
  if (/_IN_PROGRESS$/.test(status) && status !== 'REVIEW_IN_PROGRESS')
    throw new UsageError(`${name} is being changed (${status}). Deploy again when that has ended.`);
}
