import { setTimeout } from 'node:timers/promises';
import {
  type CloudFormationClient,
  ExecuteChangeSetCommand,
  type Stack,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import { findStack } from '../../existing/found-stack.ts';
import type { ChangeSet } from './change-set.ts';
import { eventsSince } from './stack-events.ts';

/** Pause between two requests for the state of a stack. AWS limits such requests for an account. */
const POLL_MS = 2_000;

/** Requests without a new event, after which the state of the stack counts. */
const MAX_LOOKS_BEFORE_BEGIN = 30;

/** Requests in a row that may fail, such as by throttling, before the command stops watching. */
const MAX_FAILED_LOOKS = 10;

/** A deployment continues, but can't be watched. The cause says why. */
export class OutOfSight extends Error {
  override readonly name = 'OutOfSight';
}

/** The end of a deployment. */
export interface Deployed {
  readonly stack: Stack;
  /** The resource that failed first, if any did. */
  readonly failure: StackEvent | undefined;
}

/** States in which CloudFormation is still working. A new stack may still read as under review for a moment. */
const GOES_ON = /_IN_PROGRESS$/;

/** Events that only follow from another failure. */
const FOLLOWS = /cancelled/i;

/**
 * Executes a change set and waits for its end.
 *
 * @param onProgress gets the number of resources that are done, whenever it grows
 * @param signal ends the waiting, but not the deployment
 * @throws {OutOfSight}
 */
export async function execute(
  client: CloudFormationClient,
  { id, stackID }: ChangeSet,
  onProgress: (done: number) => void,
  signal: AbortSignal,
  pollMs = POLL_MS,
): Promise<Deployed> {
  const earlier = await eventsSince(client, stackID, undefined);
  await client.send(new ExecuteChangeSetCommand({ ChangeSetName: id, StackName: stackID }));
  let last = earlier[0]?.EventId;
  let failure: StackEvent | undefined;
  const done = new Set<string | undefined>();
  let failedLooks = 0;
  for (let looks = 1; ; looks += 1) {
    await setTimeout(pollMs, undefined, { signal });
    // Until the first event, the state may be the previous one.
    const isBegun = last !== earlier[0]?.EventId || looks > MAX_LOOKS_BEFORE_BEGIN;
    const seen = await look(client, stackID, last).catch((cause: Error) => {
      failedLooks += 1;
      if (failedLooks >= MAX_FAILED_LOOKS) throw new OutOfSight(cause.message, { cause });
      return undefined;
    });
    if (!seen) continue;
    failedLooks = 0;
    const { stack, events } = seen;
    last = events[0]?.EventId ?? last;
    const before = done.size;
    for (const event of events.toReversed()) {
      if (/^(?:CREATE|UPDATE)_COMPLETE$/.test(event.ResourceStatus ?? '') && event.PhysicalResourceId !== stackID)
        done.add(event.LogicalResourceId);
      if (event.ResourceStatus?.endsWith('_FAILED') && !FOLLOWS.test(event.ResourceStatusReason ?? ''))
        failure ??= event;
    }
    if (done.size > before) onProgress(done.size);
    if (!stack) throw new Error('the stack was deleted during its deployment');
    if (isBegun && !GOES_ON.test(stack.StackStatus ?? '')) return { stack, failure };
  }
}

/** Returns the stack, and its events after a known one. */
async function look(client: CloudFormationClient, stackID: string, last: string | undefined) {
  const stack = await findStack(client, stackID);
  return { stack, events: await eventsSince(client, stackID, last) };
}

/** Tells whether a deployment reached its aim. */
export function isSuccess({ stack: { StackStatus } }: Deployed): boolean {
  return StackStatus === 'CREATE_COMPLETE' || StackStatus === 'UPDATE_COMPLETE';
}
