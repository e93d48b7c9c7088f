import * as v from 'valibot';
import { callbackSchema, id } from './callback-schema.ts';
import { groupFields } from './group-fields.ts';

/**
 * A group's information was changed. Only changed fields are present.
 *
 * The documents nest them in `groupInfoForSet`. Servers from v3.8.1 on send them flat.
 * Source: openimsdk/open-im-server v3.8.3, `pkg/callbackstruct/group.go`, `CallbackAfterSetGroupInfoExReq`.
 */
export const AfterSetGroupInfoEx = /* @__PURE__ */ callbackSchema(
  /* @__PURE__ */ groupFields({ groupID: id }, {}),
  ({ groupInfoForSet, ...body }) =>
    v.is(v.record(v.string(), v.unknown()), groupInfoForSet)
      ? { ...body, ...groupInfoForSet }
      : { ...body, groupInfoForSet },
);
