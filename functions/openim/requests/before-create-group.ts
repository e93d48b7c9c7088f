import * as v from 'valibot';
import { callbackSchema, listOf, text } from './callback-schema.ts';
import { groupFields } from './group-fields.ts';

/**
 * A group is about to be created. It has no `groupID` yet, unless the client chose one.
 *
 * `initMemberList` has the owner first, then administrators and members. `ownerUserID` and `creatorUserID` are often "".
 * Source: openimsdk/open-im-server v3.8.3, `pkg/callbackstruct/group.go`, `CallbackBeforeCreateGroupReq`.
 */
export const BeforeCreateGroup = /* @__PURE__ */ callbackSchema(
  groupFields(
    {},
    {
      groupID: v.optional(text),
      ownerUserID: v.optional(text),
      creatorUserID: v.optional(text),
      initMemberList: v.optional(
        listOf(
          { userID: 'string', roleLevel: 'number' },
          'must be a list of objects with a userID and a numeric roleLevel',
        ),
        [],
      ),
    },
  ),
);
