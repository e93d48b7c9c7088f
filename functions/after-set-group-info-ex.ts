import { handlerOf } from './callback/pipeline.ts';
import { callbackNamed } from './openim/catalogue.ts';

/** A group's information was changed: recorded under the group. OpenIM does not say who changed it. */
export const handler = handlerOf(callbackNamed('after-set-group-info-ex'), {
  concerns: ({ groupID }) => ({ groupID }),
});
