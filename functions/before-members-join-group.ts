import { inLambda } from './callback/in-lambda.ts';
import { judgingHandlerOf } from './callback/judging-handler.ts';
import type { Runtime } from './callback/runtime.ts';
import { beforeMembersJoinGroup } from './openim/catalogue.ts';
import { joinDoor } from './policy/doors/join.ts';

/** Judges the extra data of people who are about to become members in any way, and records it under the group and each of them. */
export const createHandler = (runtime: Runtime) => judgingHandlerOf(runtime, beforeMembersJoinGroup, joinDoor);

export const handler = /* @__PURE__ */ inLambda(createHandler);
