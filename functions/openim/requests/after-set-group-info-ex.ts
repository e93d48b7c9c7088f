import * as v from 'valibot';
import { callbackSchema, id, int32, text } from './callback-schema.ts';

/**
 * A group's information was changed. Only changed fields are present.
 *
 * The documents nest them in `groupInfoForSet`. Servers from v3.8.1 on send them flat.
 * Source: openimsdk/open-im-server v3.8.3, `pkg/callbackstruct/group.go`, `CallbackAfterSetGroupInfoExReq`.
 */
export const AfterSetGroupInfoEx = callbackSchema(
  {
    groupID: id,
    groupName: v.optional(text),
    notification: v.optional(text),
    introduction: v.optional(text),
    faceURL: v.optional(text),
    ex: v.optional(text),
    needVerification: v.optional(int32),
    lookMemberInfo: v.optional(int32),
    applyMemberFriend: v.optional(int32),
  },
  ({ groupInfoForSet, ...body }) =>
    v.is(v.record(v.string(), v.unknown()), groupInfoForSet)
      ? { ...body, ...groupInfoForSet }
      : { ...body, groupInfoForSet },
);
