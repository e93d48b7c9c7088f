import { type CloudFormationClient, DescribeStackEventsCommand, type StackEvent } from '@aws-sdk/client-cloudformation';

/**
 * Returns the events of a stack after a known one, the newest first. Without a known one only the first page is read, whose first event
 * is the newest.
 */
export async function eventsSince(
  client: CloudFormationClient,
  stack: string,
  known: string | undefined,
): Promise<StackEvent[]> {
  const events: StackEvent[] = [];
  let token: string | undefined;
  do {
    const page = await client.send(
      new DescribeStackEventsCommand({ StackName: stack, ...(token !== undefined && { NextToken: token }) }),
    );
    for (const event of page.StackEvents ?? []) {
      if (event.EventId === known) return events;
      events.push(event);
    }
    token = known === undefined ? undefined : page.NextToken;
  } while (token !== undefined);
  return events;
}
