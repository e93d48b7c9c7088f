import { inLambda } from './callback/in-lambda.ts';
import { handlerOf } from './callback/pipeline.ts';
import type { Runtime } from './callback/runtime.ts';
import { callbackNamed } from './openim/catalogue.ts';

/** A group was dismissed: recorded under the group and its owner. There is nothing left to refuse. */
export const createHandler = (runtime: Runtime) => handlerOf(runtime, callbackNamed('after-dismiss-group'));

export const handler = /* @__PURE__ */ inLambda(createHandler);
