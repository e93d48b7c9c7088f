import { handlerOf } from './callback/pipeline.ts';
import { callbackNamed } from './openim/catalogue.ts';

/** A member joined a group: recorded under the group and the member. There is nothing left to refuse. */
export const handler = handlerOf(callbackNamed('after-join-group'), {
  concerns: ({ groupID, userID }) => ({ groupID, userID }),
});
