import { flatDoor } from './flat-door.ts';

/** A user's own name and picture are about to be changed. OpenIM never sends the user's `ex`, so no answer may set it. */
export const profileDoor = flatDoor('profile', { nickName: 'nickName', faceURL: 'faceURL' }, 'userID');
