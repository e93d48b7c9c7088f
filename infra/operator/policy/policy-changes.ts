import type { Table } from '../../../functions/dynamodb/table.ts';
import type { PolicyDocument } from '../../../functions/policy/document.ts';
import { SECTIONS } from '../../../functions/policy/doors/sections.ts';
import { sectionOf } from '../../../functions/policy/policy.ts';
import { ALL_GROUPS, CURRENT_VERSION_KEY, FORMAT } from '../../../functions/policy/stored-policy.ts';
import { readVersion } from '../../../functions/policy/versions.ts';
import type { TermList } from './list-file.ts';
import { differences, termDifferences } from './policy-differences.ts';
import { newDoors, setAside } from './policy-effects.ts';
import type { PolicyPart, PolicySource } from './policy-source.ts';
import { documentIn } from './policy-stored.ts';
import { readStoredList } from './stored-lists.ts';

/** Differences of a file from what is in force. */
export interface Change {
  readonly lines: readonly string[];
  /** The version in force, when it is the same. */
  readonly sameAs?: number | undefined;
}

/** Compares a list with the one in force. */
export async function listChange(table: Table, { name, terms }: TermList): Promise<Change> {
  const before = await readStoredList(table, name);
  const isSame = before && JSON.stringify(before.terms) === JSON.stringify(terms);
  return isSame ? { lines: [], sameAs: before.version } : { lines: termDifferences(before?.terms ?? [], terms) };
}

/** Compares a policy with the one in force. A group's rules are added to those for all, of the same directory or else in force. */
export async function policyChange(
  table: Table,
  { scope, document }: PolicyPart,
  { policies }: PolicySource,
): Promise<Change> {
  const stored = await readVersion(table, scope, CURRENT_VERSION_KEY);
  if (stored?.document === JSON.stringify(document) && stored.format === FORMAT)
    return { lines: [], sameAs: stored.currentVersion };
  const before = documentIn(stored) ?? {};
  const isOld = stored?.document !== undefined && stored.format === undefined;
  const lines = [
    ...differences(isOld && scope === ALL_GROUPS ? withoutReplace(before) : before, document),
    ...(isOld ? newDoors(before, document) : []),
    ...(scope === ALL_GROUPS ? [] : setAside(await generalFor(table, policies), document)),
  ];
  return { lines: lines.length > 0 ? lines : ['Nothing changes.'] };
}

async function generalFor(table: Table, policies: PolicySource['policies']) {
  const beside = policies.find(({ scope }) => scope === ALL_GROUPS)?.document;
  return beside ?? documentIn(await readVersion(table, ALL_GROUPS, CURRENT_VERSION_KEY));
}

/** Drops what reading adds to the sections of the old format, and what means nothing in the policy for all groups. */
function withoutReplace(document: PolicyDocument): PolicyDocument {
  const sections = SECTIONS.flatMap((name) => {
    const section = sectionOf(document[name]);
    return section ? [[name, { at: section.at, rules: section.rules }]] : [];
  });
  return { ...document, ...Object.fromEntries(sections) };
}
