import {
  type Change,
  type CloudFormationClient,
  DescribeChangeSetCommand,
  type ResourceChange,
} from '@aws-sdk/client-cloudformation';
import { UsageError } from '../../cli/usage-error.ts';

/** CloudFormation's plan for a resource. `mayReplace`: known only after other resources are changed. */
export type PlannedAction = 'add' | 'import' | 'change' | 'replace' | 'mayReplace' | 'remove';

/** One resource that a change set adds, changes or removes. */
export interface PlannedChange {
  readonly action: PlannedAction;
  readonly logicalID: string;
  /** Name or ID of the existing resource; undefined for a new one. */
  readonly physicalID: string | undefined;
  /** Type, such as `AWS::DynamoDB::Table`. */
  readonly type: string;
  /** Names of changed properties, or `Tags`, `Metadata` and the like. */
  readonly properties: readonly string[];
  /** The old resource stays in the account, but leaves the stack. */
  readonly isKept: boolean;
  /** The settings name the old resource, so that the stack continues to use it. */
  readonly isUsed?: boolean;
}

/** A change set that CloudFormation has prepared. */
export interface ChangeSet {
  readonly id: string;
  readonly stackID: string;
  readonly changes: readonly PlannedChange[];
  /** Why there is nothing to execute; undefined if it can be executed. */
  readonly failure: string | undefined;
}

/** CloudFormation's reasons for a change set that failed because nothing differs. */
const NO_CHANGES = /didn't contain changes|No updates are to be performed/;

/** Tells whether a change set failed only because nothing differs. */
export function hasNoChanges({ failure, changes }: ChangeSet): boolean {
  return changes.length === 0 && failure !== undefined && NO_CHANGES.test(failure);
}

/**
 * Reads a change set in full: all pages, and those of nested stacks.
 *
 * @param stack name or ARN of the stack
 * @param changeSet name or ARN of the change set
 * @throws {UsageError} for one that is not finished, because it does not list its changes yet
 */
export async function readChangeSet(
  client: CloudFormationClient,
  stack: string | undefined,
  changeSet: string,
): Promise<ChangeSet> {
  const changes: PlannedChange[] = [];
  let [id, stackID, failure]: [string, string, string | undefined] = [changeSet, stack ?? '', undefined];
  let token: string | undefined;
  do {
    const page = await client.send(
      new DescribeChangeSetCommand({
        ChangeSetName: changeSet,
        IncludePropertyValues: true,
        ...(stack !== undefined && { StackName: stack }),
        ...(token !== undefined && { NextToken: token }),
      }),
    );
    ({ ChangeSetId: id = id, StackId: stackID = stackID, NextToken: token } = page);
    if (page.Status !== 'CREATE_COMPLETE' && page.Status !== 'FAILED')
      throw new UsageError(
        `CloudFormation has not finished the change set (${page.Status}). Nothing was changed. Deploy again.`,
      );
    if (page.Status === 'FAILED') failure = page.StatusReason ?? 'no reason given';
    for (const change of page.Changes ?? []) changes.push(...(await plannedChanges(client, change)));
  } while (token !== undefined);
  return { id, stackID, changes, failure };
}

async function plannedChanges(client: CloudFormationClient, { ResourceChange }: Change): Promise<PlannedChange[]> {
  // A change of a hook or of CloudFormation's own data touches no resource.
  if (!ResourceChange || ResourceChange.Action === 'SyncWithActual') return [];
  const { ChangeSetId } = ResourceChange;
  const nested = ChangeSetId === undefined ? [] : (await readChangeSet(client, undefined, ChangeSetId)).changes;
  return [planned(ResourceChange), ...nested];
}

function planned(change: ResourceChange): PlannedChange {
  const { LogicalResourceId = '', PhysicalResourceId, ResourceType = '', Details = [], Scope = [] } = change;
  const names = Details.map(({ Target }) => Target?.Path?.split('/')[2] ?? Target?.Name ?? Target?.Attribute);
  const properties = names.length > 0 ? names : Scope;
  return {
    action: actionOf(change),
    logicalID: LogicalResourceId,
    physicalID: PhysicalResourceId || undefined,
    type: ResourceType,
    properties: [...new Set(properties.filter((name) => name !== undefined))],
    isKept: change.PolicyAction === 'Retain' || change.PolicyAction === 'ReplaceAndRetain',
  };
}

function actionOf({ Action, Replacement, PolicyAction }: ResourceChange): PlannedAction {
  switch (Action) {
    case 'Add':
      return 'add';
    case 'Import':
      return 'import';
    case 'Remove':
      return 'remove';
    case 'Modify':
      if (Replacement === 'True' || PolicyAction?.startsWith('Replace')) {
        return Replacement === 'Conditional' ? 'mayReplace' : 'replace';
      }
      return Replacement === 'Conditional' ? 'mayReplace' : 'change';
    default:
      // `Dynamic`: CloudFormation decides only during the deployment.
      return 'mayReplace';
  }
}
