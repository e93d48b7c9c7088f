import { inLambda } from './callback/in-lambda.ts';
import { handlerOf } from './callback/pipeline.ts';
import type { Runtime } from './callback/runtime.ts';
import { callbackNamed } from './openim/catalogue.ts';

/** Records a join under the group and the member. */
export const createHandler = (runtime: Runtime) => handlerOf(runtime, callbackNamed('after-join-group'));

export const handler = /* @__PURE__ */ inLambda(createHandler);
