import { callbackSchema } from './callback-schema.ts';

/** A body of which nothing is asked but to be an object. */
export const AnyRequest = /* @__PURE__ */ callbackSchema({});
