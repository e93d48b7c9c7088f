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

/** Returns the indexes that an update would create or delete, by the logical id of their table. */
export function indexChangesOf(deployed: TemplateJson, next: TemplateJson): Record<string, string[]> {
  const ids = Object.keys(deployed.Resources).filter((id) => indexesOf(deployed, id).length > 0);
  const changed = ids.map((id): [string, string[]] => {
    const [before, after] = [new Set(indexesOf(deployed, id)), new Set(indexesOf(next, id))];
    return [id, [...before.symmetricDifference(after)]];
  });
  return Object.fromEntries(changed);
}

function indexesOf({ Resources }: TemplateJson, id: string): string[] {
  const indexes = (Resources[id]?.Properties?.GlobalSecondaryIndexes ?? []) as { IndexName: string }[];
  return indexes.map(({ IndexName }) => IndexName);
}
