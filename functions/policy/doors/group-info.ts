import { flatDoor } from './flat-door.ts';

/** A group's information is about to be set. */
export const groupInfoDoor = flatDoor('group-info', {
  groupName: 'groupName',
  notification: 'groupText',
  introduction: 'groupText',
  faceURL: 'faceURL',
  ex: 'groupEx',
});
