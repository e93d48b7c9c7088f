import type { Door, JudgedValue } from './door.ts';
import { flatValues } from './flat-door.ts';
import { type ListItem, listItems } from './list-items.ts';
import type { SectionName } from './sections.ts';

const NAME = 'create-group';

const SECTIONS: Readonly<Record<string, SectionName>> = {
  groupName: 'groupName',
  notification: 'groupText',
  introduction: 'groupText',
  faceURL: 'faceURL',
  ex: 'groupEx',
};

const OWNER_LEVEL = 100;

/**
 * A group is about to be created. The user of its values is the owner in the list, whom OpenIM has checked.
 * `creatorUserID` and `ownerUserID` are what the client wrote.
 * Source: openimsdk/open-im-server v3.8.3, `internal/rpc/group/group.go`, `CreateGroup`.
 */
export const createGroupDoor: Door = {
  name: NAME,
  valuesOf: (event, callback) => {
    const members = listItems('initMemberList', event.initMemberList);
    const owner = members.find(({ item }) => item.roleLevel === OWNER_LEVEL);
    return [
      ...flatValues(NAME, SECTIONS, event, callback, userOf(owner?.item)),
      ...members.filter((member) => member !== owner).flatMap(({ path, item }) => roleOf(path, item)),
    ];
  },
  answerFor: (_event, changes) => changes,
};

/** The answer has no list of members, so that a role can only be refused. */
function roleOf(path: string, item: ListItem): JudgedValue[] {
  const { roleLevel } = item;
  const userID = userOf(item);
  if (typeof roleLevel !== 'number') return [];
  const field = `${path}.roleLevel`;
  return [{ section: 'roleLevel', field, value: roleLevel, isFixed: true, ...(userID !== undefined && { userID }) }];
}

function userOf(item: ListItem | undefined): string | undefined {
  return typeof item?.userID === 'string' && item.userID !== '' ? item.userID : undefined;
}
