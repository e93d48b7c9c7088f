import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import type { TemplateJson } from './deployed.ts';

const LOSSES = [
  ResourceImpact.WILL_REPLACE,
  ResourceImpact.MAY_REPLACE,
  ResourceImpact.WILL_DESTROY,
  ResourceImpact.WILL_ORPHAN,
];

/** Each change of an API makes a new deployment, to which the stage moves. It has neither data nor an address. */
const RENEWED = ['AWS::ApiGateway::Deployment'];

/** Returns the resources that an update would replace, delete or leave behind, as `cdk diff` tells it. */
export function lossesOf(deployed: TemplateJson, next: TemplateJson): string[] {
  const losses: string[] = [];
  fullDiff(deployed, next).resources.forEachDifference((id, { changeImpact, resourceType }) => {
    if (LOSSES.includes(changeImpact) && !RENEWED.includes(resourceType ?? '')) losses.push(`${id} ${changeImpact}`);
  });
  return losses;
}

interface Index {
  readonly IndexName: string;
  readonly KeySchema: object;
  readonly Projection: object;
}

/**
 * Returns the indexes that an update would create, delete, or give another key or projection, by the logical id of their table. A new
 * key or projection is a deletion and a creation, which CloudFormation does not do.
 */
export function indexChangesOf(deployed: TemplateJson, next: TemplateJson): Record<string, string[]> {
  const ids = Object.keys(deployed.Resources).filter((id) => indexesOf(deployed, id).length > 0);
  return Object.fromEntries(ids.map((id) => [id, changedIndexes(indexesOf(deployed, id), indexesOf(next, id))]));
}

function changedIndexes(before: readonly Index[], after: readonly Index[]): string[] {
  const nameOf = ({ IndexName }: Index) => IndexName;
  const changed = new Set(before.map(nameOf)).symmetricDifference(new Set(after.map(nameOf)));
  const formOf = ({ IndexName, KeySchema, Projection }: Index) => JSON.stringify({ IndexName, KeySchema, Projection });
  const forms = new Set(after.map(formOf));
  const others = before.filter((index) => !changed.has(nameOf(index)) && !forms.has(formOf(index)));
  // Each of these is two changes, because DynamoDB deletes the index and creates it again.
  return [...changed, ...others.flatMap((index) => [nameOf(index), nameOf(index)])];
}

function indexesOf({ Resources }: TemplateJson, id: string): Index[] {
  return (Resources[id]?.Properties?.GlobalSecondaryIndexes ?? []) as Index[];
}
