import { canBeEmpty } from '../../../functions/policy/doors/flat-door.ts';
import { DOORS_OF, type DoorName } from '../../../functions/policy/doors/sections.ts';
import { judge } from '../../../functions/policy/judge.ts';
import { combined, type LoadedPolicy, type Policy, sectionOf } from '../../../functions/policy/policy.ts';
import { ALL_GROUPS } from '../../../functions/policy/stored-policy.ts';
import type { TestCase } from '../../../functions/policy/test-case.ts';
import type { Decision, FiredRule } from '../../../functions/record/decision.ts';
import { printable } from '../../cli/printable.ts';
import { DOOR_FIELDS } from './door-fields.ts';
import type { PolicyPart, PolicySource } from './policy-source.ts';

/**
 * Returns a text for each test case that fails. Groups are judged with the policy for all groups beside their own.
 *
 * @param isWanted selects the policies whose cases are judged
 */
export function failuresOf({ policies, lists }: PolicySource, isWanted: (part: PolicyPart) => boolean): string[] {
  const termLists = new Map(lists.map(({ name, terms }) => [name, { terms }]));
  const enforced = ({ document }: PolicyPart): LoadedPolicy => ({
    document: { ...document, mode: 'enforce' },
    lists: termLists,
  });
  const general = policies.find(({ scope }) => scope === ALL_GROUPS);
  const all = general && enforced(general);
  return policies.filter(isWanted).flatMap((part) => {
    const policy = combined(all, part === general ? undefined : enforced(part));
    return (part.document.tests ?? []).flatMap((test, index) =>
      failureOf(test, doorOf(test, part), policy).map((text) => `${part.file}, tests.${index}: ${text}`),
    );
  });
}

/** Returns the door of a case: without `at` the first where its section applies. */
function doorOf({ at, field }: TestCase, { document }: PolicyPart): DoorName {
  return at ?? sectionOf(document[field])?.at?.[0] ?? DOORS_OF[field][0];
}

function failureOf(test: TestCase, door: DoorName, policy: Policy): string[] {
  const { field, value, userID } = test;
  const fields = DOOR_FIELDS.filter((known) => known.door === door && known.value.section === field);
  const judged = {
    section: field,
    field,
    value,
    ...(userID !== undefined && { userID }),
    ...(canBeEmpty(door, field) && { clears: true }),
    ...(fields.every((known) => known.value.isFixed) && { isFixed: true }),
  };
  const decision = judge([judged], door, policy);
  const wrong = differencesFrom(test, decision);
  if (wrong.length === 0) return [];
  const subject = `${field} ${JSON.stringify(value)} at ${door}${userID === undefined ? '' : ` of ${userID}`}`;
  const fired = (decision.rules ?? []).map(firedText);
  return [
    [`${subject}: ${wrong.join('; ')}`, ...(fired.length > 0 ? fired : ['no rule fires'])].map(printable).join('\n  '),
  ];
}

function firedText({ id, action, why, isMonitored }: FiredRule): string {
  if (isMonitored) return `${id} would ${action}, but only monitors: ${why}`;
  return `${id} ${action}s: ${why}`;
}

function differencesFrom({ field, value, expect, rule, becomes }: TestCase, decision: Decision): string[] {
  const { verdict, rules = [], changes = {} } = decision;
  const result = changes[field]?.after ?? value;
  return [
    ...(verdict === expect ? [] : [`expected ${expect}, but the verdict is ${verdict}`]),
    ...(rule === undefined || rules.some(({ id }) => id === rule) ? [] : [`expected the rule ${rule} to fire`]),
    ...(becomes === undefined || becomes === result
      ? []
      : [`expected ${JSON.stringify(becomes)}, but the value becomes ${JSON.stringify(result)}`]),
  ];
}
