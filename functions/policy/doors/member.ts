import { flatDoor } from './flat-door.ts';

/** A member's information in a group is about to be set. */
export const memberDoor = flatDoor(
  'member',
  { nickName: 'nickName', faceURL: 'faceURL', roleLevel: 'roleLevel', ex: 'ex' },
  'userID',
);
