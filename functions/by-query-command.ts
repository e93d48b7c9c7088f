import { handler as afterDismissGroup } from './after-dismiss-group.ts';
import { handler as afterJoinGroup } from './after-join-group.ts';
import { handler as afterSetGroupInfoEx } from './after-set-group-info-ex.ts';
import { handler as beforeSetGroupMemberInfo } from './before-set-group-member-info.ts';
import type { Handler } from './callback/pipeline.ts';
import { type CallbackName, callbackSentAs } from './openim/catalogue.ts';
import { handler as otherCallback } from './other-callback.ts';

const handlers: Record<CallbackName, Handler> = {
  'after-join-group': afterJoinGroup,
  'after-dismiss-group': afterDismissGroup,
  'after-set-group-info-ex': afterSetGroupInfoEx,
  'before-set-group-member-info': beforeSetGroupMemberInfo,
};

/** `POST /?command=…`, the address of servers before v3.5 and of some documents: the same callbacks by another way. */
export const handler: Handler = async (event, context) => {
  const callback = callbackSentAs(event.queryStringParameters?.command);
  return callback ? handlers[callback.name](event, context) : otherCallback(event, context);
};
