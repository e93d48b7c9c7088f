import { handlerOf } from './callback/pipeline.ts';
import { judge } from './policy/judge.ts';

/** OpenIM asks whether a member's information may be set: judged, and recorded under the group and the member. */
export const handler = handlerOf('before-set-group-member-info', {
  concerns: ({ groupID, userID }) => ({ groupID, userID }),
  judge,
});
