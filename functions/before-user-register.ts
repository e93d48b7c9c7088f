import { inLambda } from './callback/in-lambda.ts';
import { judgingHandlerOf } from './callback/judging-handler.ts';
import type { Runtime } from './callback/runtime.ts';
import { beforeUserRegister } from './openim/catalogue.ts';
import { registerDoor } from './policy/doors/register.ts';

/** Judges users who are about to be registered, and records it under each of them. */
export const createHandler = (runtime: Runtime) => judgingHandlerOf(runtime, beforeUserRegister, registerDoor);

export const handler = /* @__PURE__ */ inLambda(createHandler);
