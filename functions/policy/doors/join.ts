import type { Door, DoorEvent } from './door.ts';
import { listItems } from './list-items.ts';

/** Up to v3.7, the answer has the one member's values beside the code. */
const FLAT_NAME = 'callbackBeforeMemberJoinGroupCommand';

/**
 * People are about to become members. A group's owner is among them when it is created.
 * Source: openimsdk/open-im-server v3.7.0 and v3.8.3, `pkg/callbackstruct/group.go`.
 */
export const joinDoor: Door = {
  name: 'join',
  valuesOf: (event) => {
    const members = membersOf(event);
    const seen = new Map<unknown, number>();
    for (const { userID } of members) seen.set(userID, (seen.get(userID) ?? 0) + 1);
    return members.flatMap(({ path, userID, ex }) => {
      if (typeof ex !== 'string') return [];
      // The answer names a member by the ID, which must be there and mean one member only.
      const isFixed = userID === undefined || seen.get(userID) !== 1;
      const flags = { clears: true, ...(isFixed && { isFixed }), ...(userID !== undefined && { userID }) };
      return [{ section: 'ex', field: `${path}.ex`, value: ex, ...flags }];
    });
  },
  answerFor: (event, changes, wireName) => {
    const changed = membersOf(event).flatMap(({ path, userID }) => {
      const ex = changes[`${path}.ex`];
      return ex === undefined ? [] : [{ userID, ex }];
    });
    if (wireName !== FLAT_NAME) return { memberCallbackList: changed };
    const [only] = changed;
    return only ? { ex: only.ex } : {};
  },
};

/** A body that does not fit keeps the form in which it came, which may be both. */
function membersOf(event: DoorEvent) {
  const { memberList, userID, ex } = event;
  const isListed = Array.isArray(memberList) && memberList.length > 0;
  const members = !isListed && userID !== undefined ? [{ userID, ex }] : memberList;
  return listItems('memberList', members).map(({ path, item }) => ({
    path,
    userID: typeof item.userID === 'string' && item.userID !== '' ? item.userID : undefined,
    ex: item.ex,
  }));
}
