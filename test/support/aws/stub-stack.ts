import type { StackTemplate } from './template-diff.ts';

/** A stack of the stub. */
export interface StubStack {
  readonly id: string;
  readonly name: string;
  status: string;
  template: StackTemplate;
  isProtected: boolean;
  /** The newest first. */
  readonly events: StubEvent[];
  readonly changeSets: Map<string, StubChangeSet>;
  /** Ends of a deployment that are still to come, one a look at the stack. */
  readonly toCome: (() => void)[];
}

interface StubEvent {
  readonly EventId: string;
  readonly [name: string]: unknown;
}

export interface StubChangeSet {
  readonly id: string;
  readonly name: string;
  readonly template: StackTemplate;
  readonly changes: readonly object[];
  /** Looks at it until CloudFormation has made it. */
  pending: number;
}

const CHANGES_A_PAGE = 20;

/** Describes a stack as CloudFormation does. */
export function describeStack({ id, name, status, isProtected, template }: StubStack): object {
  return {
    StackId: id,
    StackName: name,
    StackStatus: status,
    CreationTime: new Date(),
    EnableTerminationProtection: isProtected,
    Outputs: Object.entries(template.Outputs ?? {}).map(([OutputKey, { Value }]) => ({
      OutputKey,
      OutputValue: typeof Value === 'string' ? Value : `${OutputKey.toLowerCase()}-value`,
    })),
    Tags: [],
    NotificationARNs: [],
    Parameters: [],
  };
}

/**
 * Describes a page of a change set as CloudFormation does.
 *
 * @param failure reason with which it failed, once it is no longer pending
 * @param start number of its first change on the page
 */
export function describeChangeSet(
  stack: StubStack,
  changeSet: StubChangeSet,
  isPending: boolean,
  failure: string | undefined,
  start: number,
): object {
  const rest = changeSet.changes.slice(start + CHANGES_A_PAGE);
  return {
    ChangeSetName: changeSet.name,
    ChangeSetId: changeSet.id,
    StackId: stack.id,
    StackName: stack.name,
    CreationTime: new Date(),
    ExecutionStatus: isPending || failure ? 'UNAVAILABLE' : 'AVAILABLE',
    Status: isPending ? 'CREATE_IN_PROGRESS' : failure ? 'FAILED' : 'CREATE_COMPLETE',
    StatusReason: isPending ? undefined : failure,
    Changes: isPending ? [] : changeSet.changes.slice(start, start + CHANGES_A_PAGE),
    NextToken: rest.length > 0 && !isPending ? start + CHANGES_A_PAGE : undefined,
  };
}
