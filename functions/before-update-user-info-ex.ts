import { inLambda } from './callback/in-lambda.ts';
import { judgingHandlerOf } from './callback/judging-handler.ts';
import type { Runtime } from './callback/runtime.ts';
import { beforeUpdateUserInfoEx } from './openim/catalogue.ts';
import { profileDoor } from './policy/doors/profile.ts';

/** Judges a change of a user's own name and picture in the Ex form, and records it under the user. */
export const createHandler = (runtime: Runtime) => judgingHandlerOf(runtime, beforeUpdateUserInfoEx, profileDoor);

export const handler = /* @__PURE__ */ inLambda(createHandler);
