import { includesAction, matchesPattern, type Statement } from './policy-statements.ts';

/**
 * Tells whether statements may permit an action on resources whose names are not known yet.
 *
 * Only certain mistakes are found. A condition counts as met in a statement that allows, and as not met in a statement that denies.
 *
 * @param resources pattern with `*` for what is not known, such as `arn:aws:sqs:eu-west-1:123456789012:Stack-*`, or `*` for any
 */
export function mayPermit(statements: readonly Statement[], action: string, resources: string): boolean {
  const about = statements.filter((statement) => includesAction(statement, action));
  const isDenied = about.some(
    (statement) => statement.Effect === 'Deny' && statement.Condition === undefined && isAboutAll(statement, resources),
  );
  return !isDenied && about.some((statement) => statement.Effect === 'Allow' && isAboutSome(statement, resources));
}

function isAboutSome({ Resource, NotResource }: Statement, resources: string): boolean {
  if (resources === '*') return true;
  if (NotResource !== undefined) return ![NotResource].flat().some((pattern) => matchesPattern(pattern, resources));
  return [Resource ?? '*'].flat().some((pattern) => overlap(pattern.replace(/\$\{[^}]*\}/g, '*'), resources));
}

function isAboutAll({ Resource, NotResource }: Statement, resources: string): boolean {
  if (NotResource !== undefined) return ![NotResource].flat().some((pattern) => overlap(pattern, resources));
  return [Resource ?? '*'].flat().some((pattern) => matchesPattern(pattern, resources));
}

/**
 * Tells whether a pattern of a policy matches some of the resources.
 *
 * @param pattern its `*` stands for any text, and its `?` for any letter
 * @param resources its `*` stands for a text without a colon, because names have none
 */
function overlap(pattern: string, resources: string): boolean {
  // Each row tells, by `j`, whether the rest of the pattern overlaps the rest of the resources. The last pair comes first, because others need it.
  let below: boolean[] = [];
  for (let i = pattern.length; i >= 0; i -= 1) {
    const row: boolean[] = [];
    for (let j = resources.length; j >= 0; j -= 1) {
      const [a, b] = [pattern[i], resources[j]];
      if (a === undefined && b === undefined) row[j] = true;
      else if (a === '*') row[j] = below[j] === true || row[j + 1] === true;
      else if (b === '*') row[j] = row[j + 1] === true || (a !== ':' && below[j] === true);
      else row[j] = (a === b || a === '?' || b === '?') && below[j + 1] === true;
    }
    below = row;
  }
  return below[0] === true;
}
