/** Parts of a policy, each with the rules for one kind of value. */
export const SECTIONS = ['nickName', 'faceURL', 'roleLevel', 'ex', 'groupName', 'groupText', 'groupEx'] as const;

export type SectionName = (typeof SECTIONS)[number];

/** Sections and the doors at which their values can be set. `faceURL` is any picture, `groupText` a notification or introduction. */
export const DOORS_OF = {
  nickName: ['member', 'profile', 'register'],
  faceURL: ['member', 'profile', 'register', 'create-group', 'group-info'],
  roleLevel: ['member', 'create-group'],
  ex: ['member', 'join', 'register'],
  groupName: ['create-group', 'group-info'],
  groupText: ['create-group', 'group-info'],
  groupEx: ['create-group', 'group-info'],
} as const satisfies Record<SectionName, readonly DoorName[]>;

/** Ways in which OpenIM sets values that a policy judges, in the order of documents. */
export const DOORS = ['member', 'join', 'profile', 'register', 'create-group', 'group-info'] as const;

export type DoorName = (typeof DOORS)[number];
