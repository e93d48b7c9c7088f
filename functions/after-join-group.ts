import { inLambda } from './callback/in-lambda.ts';
import { handlerOf } from './callback/pipeline.ts';
import type { Runtime } from './callback/runtime.ts';
import { afterJoinGroup } from './openim/catalogue.ts';

/** Records a join under the group and the member. */
export const createHandler = (runtime: Runtime) => handlerOf(runtime, afterJoinGroup);

export const handler = /* @__PURE__ */ inLambda(createHandler);
