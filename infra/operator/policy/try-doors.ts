import { type CallbackName, callbackNamed } from '../../../functions/openim/catalogue.ts';
import type { JudgedValue } from '../../../functions/policy/doors/door.ts';
import { DOOR_OF } from '../../../functions/policy/doors/doors.ts';
import { DOORS, type DoorName } from '../../../functions/policy/doors/sections.ts';

/** Values of one person or group, under OpenIM's names. */
export type TriedFields = Readonly<Record<string, string | number>>;

interface TriedDoor {
  /** Fields of a request, as help shows them. */
  readonly fields: readonly string[];
  /** Other names that the door takes, and the field that each means. */
  readonly aliases?: Readonly<Record<string, string>>;
  readonly callback: CallbackName;
  /** Returns the request of the callback. */
  readonly eventOf: (fields: TriedFields) => Readonly<Record<string, unknown>>;
}

const GROUP = ['groupName', 'notification', 'introduction', 'faceURL', 'ex'];
const GROUP_ALIASES = { groupText: 'introduction', groupEx: 'ex' };

const TRIED: Readonly<Record<DoorName, TriedDoor>> = {
  member: {
    fields: ['nickName', 'faceURL', 'roleLevel', 'ex', 'userID'],
    callback: 'before-set-group-member-info',
    eventOf: (fields) => fields,
  },
  join: {
    fields: ['ex', 'userID'],
    callback: 'before-members-join-group',
    // Only a member with an ID can be changed.
    eventOf: (fields) => ({ memberList: [{ userID: SOMEBODY, ...fields }] }),
  },
  profile: {
    fields: ['nickName', 'faceURL', 'userID'],
    callback: 'before-update-user-info-ex',
    eventOf: (fields) => fields,
  },
  register: {
    fields: ['nickName', 'faceURL', 'ex', 'userID'],
    aliases: { nickname: 'nickName' },
    callback: 'before-user-register',
    eventOf: ({ nickName, ...fields }) => ({
      users: [{ ...fields, ...(nickName !== undefined && { nickname: nickName }) }],
    }),
  },
  'create-group': {
    fields: [...GROUP, 'roleLevel', 'userID'],
    aliases: GROUP_ALIASES,
    callback: 'before-create-group',
    eventOf: createGroup,
  },
  'group-info': {
    fields: GROUP,
    aliases: GROUP_ALIASES,
    callback: 'before-set-group-info-ex',
    eventOf: (fields) => fields,
  },
};

/** Stands for a user whom the request does not name. */
const SOMEBODY = '(somebody)';

const OWNER_LEVEL = 100;

/** The user owns the group, and is the one whose role it is. */
function createGroup({ roleLevel, userID = SOMEBODY, ...fields }: TriedFields) {
  const owner = { userID, roleLevel: OWNER_LEVEL };
  return { ...fields, initMemberList: [owner, ...(roleLevel === undefined ? [] : [{ userID, roleLevel }])] };
}

/** Returns the fields that a door takes. */
export function fieldsAt(door: DoorName): readonly string[] {
  return TRIED[door].fields;
}

/** Returns the field that a name means at a door; undefined when the door has none. */
export function fieldNamed(door: DoorName, name: string): string | undefined {
  const { fields, aliases = {} } = TRIED[door];
  if (fields.includes(name)) return name;
  return Object.hasOwn(aliases, name) ? aliases[name] : undefined;
}

/** A common mistake for `nickName`, which must not silently choose another door. */
const SLIP = 'nickname';

/** Returns the doors that take all of these names. */
export function doorsWith(names: readonly string[]): DoorName[] {
  if (names.includes(SLIP)) return [];
  return DOORS.filter((door) => names.every((name) => fieldNamed(door, name) !== undefined));
}

/** Returns the values that a door judges. */
export function valuesAt(door: DoorName, fields: TriedFields): readonly JudgedValue[] {
  const { callback, eventOf } = TRIED[door];
  return DOOR_OF[callback]?.valuesOf(eventOf(fields), callbackNamed(callback)) ?? [];
}
