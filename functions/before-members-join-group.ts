import { inLambda } from './callback/in-lambda.ts';
import { handlerOf } from './callback/pipeline.ts';
import type { Runtime } from './callback/runtime.ts';
import { callbackNamed } from './openim/catalogue.ts';

/** OpenIM asks whether people may become members, however they come in. Nothing is judged: everybody is allowed, and recorded. */
export const createHandler = (runtime: Runtime) =>
  handlerOf(runtime, callbackNamed('before-members-join-group'), { judge: async () => ({ verdict: 'allow' }) });

export const handler = /* @__PURE__ */ inLambda(createHandler);
