import { readFileSync } from 'node:fs';
import { CURRENT_VERSION_KEY, FORMAT, listScope } from '../../../functions/policy/stored-policy.ts';
import { forbiddenTerms } from '../../support/policy-data/forbidden-terms.ts';

/** Words of the list that the sample policy names. */
export const SAMPLE_TERMS = 1_000;

const SAMPLE = new URL('../../../infra/operator/policy/policy.sample.json', import.meta.url);

type Item = Readonly<Record<string, { S: string } | { N: string }>>;

/** Returns the items of a policy table, by scope and version, as `npm run policy -- set` stores them. */
export function itemsOf(policyTable: string): ReadonlyMap<string, Item> {
  const count = termsOf(policyTable);
  const { tests: _tests, $schema: _schema, ...sample } = JSON.parse(readFileSync(SAMPLE, 'utf8'));
  const versions = [
    ...stored('*', sample, sample),
    ...stored(listScope('rude-words'), forbiddenTerms(count), undefined),
  ];
  return new Map(versions.map((item) => [keyOf(item), item]));
}

/** Returns the name of a policy table whose list has this many terms. */
export function policyTableOf(terms: number): string {
  return `policy-${terms}`;
}

function termsOf(policyTable: string): number {
  return Number(policyTable.replace('policy-', ''));
}

export function keyOf({ scope, version }: Item): string {
  return JSON.stringify([scope, version]);
}

/** @param inForce document of the copy in force, which a list lacks */
function stored(scope: string, document: object, inForce: object | undefined): Item[] {
  const item = (version: number, content: object | undefined): Item => ({
    scope: { S: scope },
    version: { N: String(version) },
    ...(content && { document: { S: JSON.stringify(content) }, format: { N: String(FORMAT) } }),
  });
  return [item(1, document), { ...item(CURRENT_VERSION_KEY, inForce), currentVersion: { N: '1' } }];
}
