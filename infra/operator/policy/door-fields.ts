import { type Callback, catalogue } from '../../../functions/openim/catalogue.ts';
import type { JudgedValue } from '../../../functions/policy/doors/door.ts';
import { DOOR_OF } from '../../../functions/policy/doors/doors.ts';
import type { DoorName } from '../../../functions/policy/doors/sections.ts';

/** Sets every field that any door judges. */
const PERSON = { userID: 'u', nickName: 'n', nickname: 'n', faceURL: 'f', ex: 'e', roleLevel: 60 };
const OWNER = { ...PERSON, roleLevel: 100 };
const GROUP = { groupID: 'g', groupName: 'n', notification: 't', introduction: 't' };
const FULL_EVENT = { ...PERSON, ...GROUP, users: [PERSON], memberList: [PERSON], initMemberList: [OWNER, PERSON] };

/** A field that a door judges in the requests of one callback. */
export interface DoorField {
  readonly door: DoorName;
  readonly callback: Callback;
  readonly value: JudgedValue;
}

/** All fields that doors judge. They come from the doors themselves, so that they can't differ from the functions. */
export const DOOR_FIELDS: readonly DoorField[] = catalogue.flatMap((callback) => {
  const door = DOOR_OF[callback.name];
  const values = door?.valuesOf(FULL_EVENT, callback) ?? [];
  return door ? values.map((value) => ({ door: door.name, callback, value })) : [];
});
