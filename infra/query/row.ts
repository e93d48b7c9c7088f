import type { AuditRecord } from '../../functions/record/record.ts';

/** Fields that a row of a list has, as an index keeps them. A complete record has them, too, but for those of an entry. */
export interface QueryRow {
  readonly receivedAt?: string;
  readonly command?: string;
  readonly groupID?: string;
  readonly userID?: string;
  readonly operationID?: string;
  readonly role?: string;
  readonly outcome?: string;
  readonly summary?: string;
  readonly reason?: string;
  readonly event?: AuditRecord['event'];
  readonly decision?: AuditRecord['decision'];
  /** The row is the entry of one person: eventID of the record, and its group. */
  readonly entryOf?: string;
  readonly ofGroup?: string;
}

/** Fields of a complete record that a query compares. */
export type QueryRecord = QueryRow & Partial<Pick<AuditRecord, 'body' | 'bodyBytes'>>;

export function groupIn({ groupID, ofGroup }: QueryRow): string | undefined {
  return groupID ?? ofGroup;
}

export function rolesIn({ role }: QueryRow): string[] {
  return role === undefined ? [] : role.split(', ');
}

/**
 * Returns a summary that says everything about its event. Undefined when it was truncated, when it has the reason of a malformed or failed
 * callback, or when it is missing, as in records of earlier versions.
 */
export function fullSummaryOf({ summary, outcome, reason, event }: QueryRow): string | undefined {
  if (reason !== undefined || outcome === 'malformed' || outcome === 'failed' || outcome === undefined)
    return undefined;
  // An index of an earlier version has the event and no summary. Since then, an empty summary is left out.
  if (summary === undefined) return event === undefined ? '' : undefined;
  return summary.endsWith('…') ? undefined : summary;
}
