import { handlerOf } from './callback/pipeline.ts';

/** A group's information was changed: recorded under the group. OpenIM does not say who changed it. */
export const handler = handlerOf('after-set-group-info-ex', {
  concerns: ({ groupID }) => ({ groupID }),
});
