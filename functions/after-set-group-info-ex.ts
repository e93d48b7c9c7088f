import { inLambda } from './callback/in-lambda.ts';
import { handlerOf } from './callback/pipeline.ts';
import type { Runtime } from './callback/runtime.ts';
import { callbackNamed } from './openim/catalogue.ts';

/** A group's information was changed: recorded under the group. OpenIM does not say who changed it. */
export const createHandler = (runtime: Runtime) => handlerOf(runtime, callbackNamed('after-set-group-info-ex'));

export const handler = /* @__PURE__ */ inLambda(createHandler);
