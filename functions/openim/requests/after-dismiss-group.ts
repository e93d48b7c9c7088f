import * as v from 'valibot';
import { callbackSchema, id, int32 } from './callback-schema.ts';

/**
 * A group was dismissed. `membersID` has each former member once.
 *
 * `groupType` is documented as 2 and sent as "\u0002", because Go's `string(int32)` converts a number to a character.
 * Source: openimsdk/open-im-server v3.8.3, `internal/rpc/group/group.go`, `DismissGroup`.
 */
export const AfterDismissGroup = callbackSchema(
  {
    groupID: id,
    groupType: v.optional(int32),
    ownerID: id,
    membersID: v.optional(
      v.pipe(
        v.custom<string[]>(isListOfStrings, 'must be a list of strings'),
        v.transform((members) => [...new Set(members)]),
      ),
      [],
    ),
  },
  ({ groupType, ...body }) => ({ ...body, groupType: toNumber(groupType) }),
);

/** Replaces a valibot array, because validating 100,000 members with it takes most of the deadline. */
function isListOfStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function toNumber(groupType: unknown): unknown {
  if (typeof groupType !== 'string') return groupType;
  if (/^\d+$/.test(groupType)) return Number(groupType);
  return [...groupType].length === 1 ? groupType.codePointAt(0) : groupType;
}
