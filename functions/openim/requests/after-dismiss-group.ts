import * as v from 'valibot';
import { callbackSchema, id, ids, int32 } from './callback-schema.ts';
import { groupTypeOf } from './group-type.ts';

/**
 * A group was dismissed. `membersID` has each former member once.
 * Source: openimsdk/open-im-server v3.8.3, `pkg/callbackstruct/group.go`, `CallbackDisMissGroupReq`.
 */
export const AfterDismissGroup = /* @__PURE__ */ callbackSchema(
  {
    groupID: id,
    groupType: v.optional(int32),
    ownerID: id,
    membersID: v.optional(ids, []),
  },
  ({ groupType, ...body }) => ({ ...body, groupType: groupTypeOf(groupType) }),
);
