import { DOORS_OF, type DoorName, SECTIONS, type SectionName } from '../../../functions/policy/doors/sections.ts';
import { onlyAdds, sectionOf } from '../../../functions/policy/policy.ts';
import { ALL_GROUPS } from '../../../functions/policy/stored-policy.ts';
import { DOOR_FIELDS } from './door-fields.ts';
import type { PolicyPart } from './policy-source.ts';

/** Returns the doors where a section applies. */
export function doorsOf(section: SectionName, at: readonly DoorName[] | undefined): readonly DoorName[] {
  return at ?? DOORS_OF[section];
}

/** Describes settings of a valid policy that have no effect. */
export function notesOn({ scope, file, document }: PolicyPart): string[] {
  return SECTIONS.flatMap((name) => {
    const section = sectionOf(document[name]);
    if (!section) return [];
    const whyUseless = section.replace && whyNotReplaced(scope, doorsOf(name, section.at));
    const useless = whyUseless ? [`${file}: "replace" of ${name} has no effect, because ${whyUseless}.`] : [];
    const rules = section.rules.flatMap((rule) => {
      const doors = doorsOf(name, section.at).filter((door) => !rule.except?.at?.includes(door));
      const hasUsers = (rule.except?.userIDs ?? ('userIDs' in rule ? rule.userIDs : [])).length > 0;
      if (!hasUsers || doors.length === 0 || doors.some((door) => namesUser(door, name))) return [];
      return [`${file}: the userIDs of the rule ${rule.id} have no effect, because ${doors.join(', ')} names no user.`];
    });
    return [...useless, ...rules];
  });
}

function whyNotReplaced(scope: string, doors: readonly DoorName[]): string | undefined {
  if (scope === ALL_GROUPS) return 'this policy is the one for all groups';
  return doors.every(onlyAdds) ? `at ${doors.join(', ')} the policy for all groups applies, too` : undefined;
}

function namesUser(door: DoorName, section: SectionName): boolean {
  return DOOR_FIELDS.some(
    ({ door: known, value }) => known === door && value.section === section && value.userID !== undefined,
  );
}
