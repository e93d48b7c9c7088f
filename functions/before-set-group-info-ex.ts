import { inLambda } from './callback/in-lambda.ts';
import { judgingHandlerOf } from './callback/judging-handler.ts';
import type { Runtime } from './callback/runtime.ts';
import { beforeSetGroupInfoEx } from './openim/catalogue.ts';
import { groupInfoDoor } from './policy/doors/group-info.ts';

/** Judges a change of a group's information in the Ex form, and records it under the group. */
export const createHandler = (runtime: Runtime) => judgingHandlerOf(runtime, beforeSetGroupInfoEx, groupInfoDoor);

export const handler = /* @__PURE__ */ inLambda(createHandler);
