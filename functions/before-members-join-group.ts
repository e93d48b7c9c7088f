import { inLambda } from './callback/in-lambda.ts';
import { judgingHandlerOf } from './callback/judging-handler.ts';
import type { Runtime } from './callback/runtime.ts';
import { beforeMembersJoinGroup } from './openim/catalogue.ts';
import { joinDoor } from './policy/doors/join.ts';

/** Judges what people have who are about to become members, however they come in, and records it under the group and each of them. */
export const createHandler = (runtime: Runtime) => judgingHandlerOf(runtime, beforeMembersJoinGroup, joinDoor);

export const handler = /* @__PURE__ */ inLambda(createHandler);
