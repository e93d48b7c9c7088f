/** Path of a field: `userID`, `kickedUserIDs[]` for each of a list, `memberList[].userID` for a field of each. */
export type FieldPath = string;

/** Returns the non-empty texts at a path. */
export function valuesAt(body: unknown, path: FieldPath): string[] {
  let values: unknown[] = [body];
  for (const { name, isList } of stepsOf(path)) {
    const found = values.map((value) => (Object(value) === value ? Reflect.get(value as object, name) : undefined));
    values = isList ? found.flatMap((value) => (Array.isArray(value) ? value : [])) : found;
  }
  return values.filter((value) => typeof value === 'string' && value !== '') as string[];
}

interface Step {
  readonly name: string;
  /** The field holds a list, of which each value counts. */
  readonly isList: boolean;
}

const stepsOfPaths = new Map<FieldPath, readonly Step[]>();

function stepsOf(path: FieldPath): readonly Step[] {
  const known = stepsOfPaths.get(path);
  if (known) return known;
  const steps = path.split('.').map((step) => ({ name: step.replace(/\[\]$/, ''), isList: step.endsWith('[]') }));
  stepsOfPaths.set(path, steps);
  return steps;
}
