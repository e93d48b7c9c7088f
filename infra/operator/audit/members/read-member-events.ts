import { select } from '../../../../functions/audit/select.ts';
import type { Table } from '../../../../functions/dynamodb/table.ts';
import { type MemberEvent, memberEventOf, memberKindOf } from '../../stories/member-event.ts';

/** Events of a group's members in a table. The properties may be read at any time. */
export interface MemberEvents {
  /** Oldest first. */
  readonly events: readonly MemberEvent[];
  /** Time of the first record of the group. Before it, nothing is known. */
  readonly knownSince: string | undefined;
  readonly isInterrupted: boolean;
  readonly rows: number;
  readonly readUnits: number;
  readonly requests: number;
}

/**
 * Reads all rows of a group up to a time, and the complete records of those about members.
 *
 * @param until first instant that is too late, ISO 8601
 * @param onRow gets the time of each row, for a progress
 */
export async function readMemberEvents(
  audit: Table,
  groupID: string,
  until: string,
  signal: AbortSignal,
  onRow: (receivedAt: string) => void,
): Promise<MemberEvents> {
  const events: MemberEvent[] = [];
  let knownSince: string | undefined;
  const filter = {
    row(row: Parameters<typeof memberKindOf>[0] & { readonly receivedAt: string }) {
      knownSince ??= row.receivedAt;
      onRow(row.receivedAt);
      return memberKindOf(row) !== undefined;
    },
    record: () => true,
  };
  const options = { limit: Number.POSITIVE_INFINITY, isWhole: true, isFiltered: true, isOldestFirst: true, signal };
  const selection = select(audit, { index: 'byGroup', id: groupID, until }, filter, options);
  for await (const { record } of selection) {
    const event = record && memberEventOf(record);
    if (event) events.push(event);
  }
  const { readUnits, requests, compared, end } = selection;
  return { events, knownSince, isInterrupted: end === 'interrupted', rows: compared, readUnits, requests };
}
