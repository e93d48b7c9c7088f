import * as v from 'valibot';
import { id, int32, request, text } from './request.ts';

/**
 * A group was dismissed. `ownerID` is its owner, `membersID` who was in it, each member once.
 *
 * `groupType` is documented as 2 and sent as "\u0002": Go's `string(int32)` makes a character of a number.
 * Source: openimsdk/open-im-server v3.8.3, `internal/rpc/group/group.go`, `DismissGroup`.
 */
export const AfterDismissGroup = request(
  {
    groupID: id,
    groupType: v.optional(int32),
    ownerID: id,
    membersID: v.optional(
      v.pipe(
        v.array(text, 'must be an array'),
        v.transform((members) => [...new Set(members)]),
      ),
      [],
    ),
  },
  ({ groupType, ...body }) => ({ ...body, groupType: toNumber(groupType) }),
);

function toNumber(groupType: unknown): unknown {
  if (typeof groupType !== 'string') return groupType;
  if (/^\d+$/.test(groupType)) return Number(groupType);
  return [...groupType].length === 1 ? groupType.codePointAt(0) : groupType;
}
