import { inLambda } from './callback/in-lambda.ts';
import { judgingHandlerOf } from './callback/judging-handler.ts';
import type { Runtime } from './callback/runtime.ts';
import { beforeCreateGroup } from './openim/catalogue.ts';
import { createGroupDoor } from './policy/doors/create-group.ts';

/** Judges a group that is about to be created, and records it under the creator and the members. */
export const createHandler = (runtime: Runtime) => judgingHandlerOf(runtime, beforeCreateGroup, createGroupDoor);

export const handler = /* @__PURE__ */ inLambda(createHandler);
