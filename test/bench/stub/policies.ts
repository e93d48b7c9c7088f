import { readFileSync } from 'node:fs';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { contentOf } from '../../../functions/policy/stored-content.ts';
import { CURRENT_VERSION_KEY, listScope, WHOLE_LIST_KEY } from '../../../functions/policy/stored-policy.ts';
import { documentOf } from '../../support/policy.ts';
import { forbiddenTerms } from '../../support/policy-data/forbidden-terms.ts';

/** Words of the list that the sample policy names. */
export const SAMPLE_TERMS = 1_000;

/** The same of the lists with which the judge is measured. */
export const JUDGE_TERMS = [10, 1_000, 10_000];

const SAMPLE = new URL('../../../infra/operator/policy/policy.sample.json', import.meta.url);

type Item = Readonly<Record<string, AttributeValue>>;

/** Returns the items of a policy table, by scope and version, as `npm run policy -- set` stores them. */
export function itemsOf(policyTable: string): ReadonlyMap<string, Item> {
  const count = termsOf(policyTable);
  const sample = documentOf(JSON.parse(readFileSync(SAMPLE, 'utf8')));
  const versions = [...stored('*', sample), ...stored(listScope('rude-words'), forbiddenTerms(count))];
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

function stored(scope: string, document: object): Item[] {
  const { content, copied, isList } = contentOf(document);
  return [
    marshall({ scope, version: 1, ...content }),
    ...(isList ? [marshall({ scope, version: WHOLE_LIST_KEY, ...content, currentVersion: 1 })] : []),
    marshall({ scope, version: CURRENT_VERSION_KEY, ...copied, currentVersion: 1 }),
  ];
}
