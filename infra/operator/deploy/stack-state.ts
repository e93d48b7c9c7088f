import type { Stack } from '@aws-sdk/client-cloudformation';
import { UsageError } from '../../cli/usage-error.ts';

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
