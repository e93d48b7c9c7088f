import { inLambda } from './callback/in-lambda.ts';
import { judgingHandlerOf } from './callback/judging-handler.ts';
import type { Runtime } from './callback/runtime.ts';
import { beforeSetGroupMemberInfo } from './openim/catalogue.ts';
import { memberDoor } from './policy/doors/member.ts';

/** Judges a change of a member's information by the group's policy, and records it under the group and the member. */
export const createHandler = (runtime: Runtime) => judgingHandlerOf(runtime, beforeSetGroupMemberInfo, memberDoor);

export const handler = /* @__PURE__ */ inLambda(createHandler);
