import { handlerOf } from './callback/pipeline.ts';
import { callbackNamed } from './openim/catalogue.ts';

/** A group was dismissed: recorded under the group and its owner. There is nothing left to refuse. */
export const handler = handlerOf(callbackNamed('after-dismiss-group'), {
  concerns: ({ groupID, ownerID }) => ({ groupID, userID: ownerID }),
});
