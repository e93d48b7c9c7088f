import { type CallbackKind, type CallbackName, callbackSentAs, commandOf } from '../../openim/catalogue.ts';
import { createGroupDoor } from './create-group.ts';
import type { Door } from './door.ts';
import { groupInfoDoor } from './group-info.ts';
import { joinDoor } from './join.ts';
import { memberDoor } from './member.ts';
import { profileDoor } from './profile.ts';
import { registerDoor } from './register.ts';

/** The door of each judged callback. For operators, because a function imports its own door only. */
export const DOOR_OF: Readonly<Partial<Record<CallbackName, Door>>> = {
  'before-set-group-member-info': memberDoor,
  'before-members-join-group': joinDoor,
  'before-update-user-info': profileDoor,
  'before-update-user-info-ex': profileDoor,
  'before-user-register': registerDoor,
  'before-create-group': createGroupDoor,
  'before-set-group-info': groupInfoDoor,
  'before-set-group-info-ex': groupInfoDoor,
};

/** Returns the door at which a callback is judged, if any. */
export function doorFor(callback: CallbackKind): Door | undefined {
  const known = callbackSentAs(commandOf(callback));
  return known && DOOR_OF[known.name];
}
