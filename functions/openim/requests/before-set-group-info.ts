import { callbackSchema, id } from './callback-schema.ts';
import { groupFields } from './group-fields.ts';

/**
 * A group's information is about to be set. Fields that stay unchanged are "" and 0 here, and null in the Ex form.
 *
 * Source: openimsdk/open-im-server v3.8.3, `pkg/callbackstruct/group.go`, `CallbackBeforeSetGroupInfoReq` and
 * `CallbackBeforeSetGroupInfoExReq`.
 */
export const BeforeSetGroupInfo = /* @__PURE__ */ callbackSchema(/* @__PURE__ */ groupFields({ groupID: id }, {}));
