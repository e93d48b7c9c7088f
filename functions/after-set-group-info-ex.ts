import { inLambda } from './callback/in-lambda.ts';
import { handlerOf } from './callback/pipeline.ts';
import type { Runtime } from './callback/runtime.ts';
import { callbackNamed } from './openim/catalogue.ts';

/** Records a change of a group's information under the group. OpenIM does not say who made it. */
export const createHandler = (runtime: Runtime) => handlerOf(runtime, callbackNamed('after-set-group-info-ex'));

export const handler = /* @__PURE__ */ inLambda(createHandler);
