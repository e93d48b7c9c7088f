import type { PolicyDocument, Rule } from '../../../functions/policy/document.ts';
import { type DoorName, SECTIONS } from '../../../functions/policy/doors/sections.ts';
import { onlyAdds, sectionOf } from '../../../functions/policy/policy.ts';
import { printable } from '../../cli/printable.ts';
import { shown } from './policy-differences.ts';
import { doorsOf } from './policy-notes.ts';

/** Limit for the terms shown of a rule that no longer applies. */
const MAX_TERMS_SHOWN = 5;

/** Describes the rules for all groups that a group's sections set aside. */
export function setAside(general: PolicyDocument | undefined, document: PolicyDocument): string[] {
  return SECTIONS.flatMap((name) => {
    const [all, own] = [sectionOf(general?.[name]), sectionOf(document[name])];
    if (!all || !own?.replace) return [];
    const ownDoors = doorsOf(name, own.at);
    const isReplaced = (door: DoorName) => ownDoors.includes(door) && !onlyAdds(door);
    const doors = doorsOf(name, all.at).filter(isReplaced);
    if (doors.length === 0 || all.rules.length === 0) return [];
    return [
      printable(`${name}: these rules for all groups do not apply at ${doors.join(', ')}:`),
      ...all.rules.map(ruleText),
    ];
  });
}

function ruleText(rule: Rule): string {
  const own = 'terms' in rule ? (rule.terms ?? []) : 'names' in rule ? rule.names : [];
  const words = own.map((term) => (typeof term === 'string' ? term : term.term));
  const lists = 'lists' in rule ? (rule.lists ?? []).map((name) => `list ${name}`) : [];
  const parts = [...(words.length > 0 ? [shown(words, MAX_TERMS_SHOWN)] : []), ...lists];
  return printable(`  ${rule.id} (${rule.kind})${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`);
}

/** Describes where sections apply that applied to members only, in the format before doors. */
export function newDoors(before: PolicyDocument, document: PolicyDocument): string[] {
  return SECTIONS.flatMap((name) => {
    const now = sectionOf(document[name]);
    if (!now || !before[name]) return [];
    const added = doorsOf(name, now.at).filter((door) => door !== 'member');
    if (added.length === 0) return [];
    return [
      `${name}: the policy in force has the old format and applies at member only. Now it also applies at ${added.join(', ')}.`,
    ];
  });
}
