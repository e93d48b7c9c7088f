import { type CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';

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

/** Tells whether a stack has a change set that nobody has executed, and nothing else. An earlier call may have ended before it removed the change set. */
export function isEmpty({ StackStatus }: Stack): boolean {
  return StackStatus === 'REVIEW_IN_PROGRESS';
}
