import { createHandler as afterDismissGroup } from './after-dismiss-group.ts';
import { createHandler as afterJoinGroup } from './after-join-group.ts';
import { createHandler as afterSetGroupInfoEx } from './after-set-group-info-ex.ts';
import { createHandler as beforeCreateGroup } from './before-create-group.ts';
import { createHandler as beforeMembersJoinGroup } from './before-members-join-group.ts';
import { createHandler as beforeSetGroupInfo } from './before-set-group-info.ts';
import { createHandler as beforeSetGroupInfoEx } from './before-set-group-info-ex.ts';
import { createHandler as beforeSetGroupMemberInfo } from './before-set-group-member-info.ts';
import { createHandler as beforeUpdateUserInfo } from './before-update-user-info.ts';
import { createHandler as beforeUpdateUserInfoEx } from './before-update-user-info-ex.ts';
import { createHandler as beforeUserRegister } from './before-user-register.ts';
import { inLambda } from './callback/in-lambda.ts';
import type { Handler } from './callback/pipeline.ts';
import type { Runtime } from './callback/runtime.ts';
import { type CallbackName, callbackSentAs } from './openim/catalogue.ts';
import { createHandler as otherCallback } from './other-callback.ts';

/** Dispatches `POST /?command=…`, which servers before v3.5 and some documents use, to the handler of the command. */
export function createHandler(runtime: Runtime): Handler {
  const handlers: Record<CallbackName, Handler> = {
    'after-join-group': afterJoinGroup(runtime),
    'after-dismiss-group': afterDismissGroup(runtime),
    'after-set-group-info-ex': afterSetGroupInfoEx(runtime),
    'before-members-join-group': beforeMembersJoinGroup(runtime),
    'before-set-group-member-info': beforeSetGroupMemberInfo(runtime),
    'before-create-group': beforeCreateGroup(runtime),
    'before-set-group-info': beforeSetGroupInfo(runtime),
    'before-set-group-info-ex': beforeSetGroupInfoEx(runtime),
    'before-update-user-info': beforeUpdateUserInfo(runtime),
    'before-update-user-info-ex': beforeUpdateUserInfoEx(runtime),
    'before-user-register': beforeUserRegister(runtime),
  };
  const other = otherCallback(runtime);
  return (event, context) => {
    const callback = callbackSentAs(event.queryStringParameters?.command);
    return callback ? handlers[callback.name](event, context) : other(event, context);
  };
}

export const handler = /* @__PURE__ */ inLambda(createHandler);
