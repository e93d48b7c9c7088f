import { inLambda } from './callback/in-lambda.ts';
import { handlerOf } from './callback/pipeline.ts';
import type { Runtime } from './callback/runtime.ts';
import { afterSetGroupInfoEx } from './openim/catalogue.ts';

/** Records a change of a group's information under the group. OpenIM does not say who made it. */
export const createHandler = (runtime: Runtime) => handlerOf(runtime, afterSetGroupInfoEx);

export const handler = /* @__PURE__ */ inLambda(createHandler);
