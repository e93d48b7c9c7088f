import { DOORS_OF, type DoorName, SECTIONS, type SectionName } from '../../../functions/policy/doors/sections.ts';
import { sectionOf } from '../../../functions/policy/policy.ts';
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
    const useless =
      scope === ALL_GROUPS && section.replace
        ? [`${file}: "replace" of ${name} has no effect, because this policy is the one for all groups.`]
        : [];
    const rules = section.rules.flatMap((rule) => {
      const doors = doorsOf(name, section.at).filter((door) => !rule.except?.at?.includes(door));
      const hasUsers = (rule.except?.userIDs ?? ('userIDs' in rule ? rule.userIDs : [])).length > 0;
      if (!hasUsers || doors.length === 0 || doors.some((door) => namesUser(door, name))) return [];
      return [`${file}: the users of the rule ${rule.id} have no effect, because ${doors.join(', ')} names no user.`];
    });
    return [...useless, ...rules];
  });
}

function namesUser(door: DoorName, section: SectionName): boolean {
  return DOOR_FIELDS.some(
    ({ door: known, value }) => known === door && value.section === section && value.userID !== undefined,
  );
}
