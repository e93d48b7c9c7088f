/**
 * Returns a group's type as the number that it is: 2 is sent as "\u0002", because Go's `string(int32)` makes a character of a number.
 * Source: openimsdk/open-im-server v3.8.3, `internal/rpc/group/group.go`, `DismissGroup`.
 */
export function groupTypeOf(groupType: unknown): unknown {
  if (typeof groupType !== 'string') return groupType;
  if (/^\d+$/.test(groupType)) return Number(groupType);
  return [...groupType].length === 1 ? groupType.codePointAt(0) : groupType;
}
