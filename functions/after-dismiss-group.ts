import { inLambda } from './callback/in-lambda.ts';
import { handlerOf } from './callback/pipeline.ts';
import type { Runtime } from './callback/runtime.ts';
import { afterDismissGroup } from './openim/catalogue.ts';

/** Records the dismissal of a group under the group and its owner. */
export const createHandler = (runtime: Runtime) => handlerOf(runtime, afterDismissGroup);

export const handler = /* @__PURE__ */ inLambda(createHandler);
