import * as v from 'valibot';
import { callbackSchema, id, text } from './callback-schema.ts';

/**
 * A user's own information is about to be changed. `ex` is null, even when it is being set.
 *
 * A field that stays unchanged is "" here, and null in the Ex form.
 * Source: openimsdk/open-im-server v3.8.3, `pkg/callbackstruct/user.go`, `CallbackBeforeUpdateUserInfoReq` and
 * `CallbackBeforeUpdateUserInfoExReq`.
 */
export const BeforeUpdateUserInfo = /* @__PURE__ */ callbackSchema({
  userID: id,
  nickName: v.optional(text),
  faceURL: v.optional(text),
  ex: v.optional(text),
});
