import type { CallbackKind } from '../../openim/catalogue.ts';
import { fieldsSet } from '../../openim/fields-set.ts';
import type { Door, DoorEvent, JudgedValue } from './door.ts';
import type { DoorName, SectionName } from './sections.ts';

/**
 * Returns a door whose values are fields of the request, and whose answers have the same fields.
 *
 * @param sections the section of each judged field
 * @param userIn the field with the user whose value it is, if the request names one
 */
export function flatDoor(name: DoorName, sections: Readonly<Record<string, SectionName>>, userIn?: string): Door {
  return {
    name,
    valuesOf: (event, callback) => {
      const userID = userIn === undefined ? undefined : event[userIn];
      return flatValues(name, sections, event, callback, typeof userID === 'string' ? userID : undefined);
    },
    answerFor: (_event, changes) => changes,
  };
}

/** Returns the values of fields of the request itself. */
export function flatValues(
  door: DoorName,
  sections: Readonly<Record<string, SectionName>>,
  event: DoorEvent,
  callback: CallbackKind,
  userID: string | undefined,
): JudgedValue[] {
  const judged = Object.fromEntries(Object.keys(sections).map((field) => [field, event[field]]));
  return Object.entries(fieldsSet(callback, judged)).flatMap(([field, value]) => {
    const section = sections[field];
    if (section === undefined || (typeof value !== 'string' && typeof value !== 'number')) return [];
    const flags = flagsOf(callback, field, canBeEmpty(door, section));
    return [{ section, field, value, ...flags, ...(userID !== undefined && { userID }) }];
  });
}

function flagsOf(callback: CallbackKind, field: string, clears: boolean): Pick<JudgedValue, 'clears' | 'isFixed'> {
  const { replaces = [], overwrites = [] } = callback;
  const isFixed = !replaces.includes(field) && !overwrites.includes(field);
  return { ...(clears && { clears }), ...(isFixed && { isFixed }) };
}

/** Tells whether an empty string clears the value. For a member it brings back the user's own nickname, but users and groups need a name. */
export function canBeEmpty(door: DoorName, section: SectionName): boolean {
  return section !== 'groupName' && (section !== 'nickName' || door === 'member');
}
