import * as v from 'valibot';
import { callbackSchema, listOf } from './callback-schema.ts';

/**
 * Users are about to be registered.
 *
 * Source: openimsdk/open-im-server v3.8.3, `pkg/callbackstruct/user.go`, `CallbackBeforeUserRegisterReq`.
 */
export const BeforeUserRegister = /* @__PURE__ */ callbackSchema({
  users: v.optional(
    listOf(
      { userID: 'string', nickname: 'string?', faceURL: 'string?', ex: 'string?' },
      'must be a list of objects with a userID and a textual nickname, faceURL and ex',
    ),
    [],
  ),
});
