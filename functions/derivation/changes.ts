import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { dayShard } from '../dynamodb/index-keys.ts';
import type { AuditRecord } from '../record/record.ts';

/** An item of the audit table that was changed or deleted after it was written. */
export interface Change {
  readonly before: Readonly<Record<string, unknown>>;
  /** Absent when the item was deleted. */
  readonly after?: Readonly<Record<string, unknown>> | undefined;
  /** Identity of the change in the table's stream. */
  readonly streamID: string;
  /** Seconds since 1970. */
  readonly changedAt: number;
}

/** Command of records about changes. No server sends it. */
const CHANGE_COMMAND = 'auditRecordChanged';

/** Fields that the correction of a superseded record sets. */
const CORRECTED = ['outcome', 'decision', 'correctedBy'];

/** Tells whether a deletion is that of an expired item. */
export function isExpiry({ before, after, changedAt }: Change): boolean {
  return after === undefined && typeof before.expiresAt === 'number' && before.expiresAt <= changedAt;
}

/** Tells whether a change is the correction of a record that was answered otherwise than judged. It carries its own mark. */
export function isCorrection({ before, after }: Change): boolean {
  if (after?.correctedBy === undefined || before.correctedBy !== undefined) return false;
  const isRefusal = after.outcome === 'refused' && Object(after.decision).verdict === 'refuse';
  return isRefusal && changedFields(before, after).every((name) => CORRECTED.includes(name));
}

/** Longest value that a record about a change repeats. The table's point-in-time recovery has the rest. */
const MAX_VALUE_LENGTH = 10_000;

/** Returns the record of a change, so that the audit shows it beside the record that was changed. */
export function changeRecordOf(change: Change): AuditRecord {
  const { before, after, streamID, changedAt } = change;
  const eventID = createHash('sha256').update(`change ${streamID}`).digest('hex').slice(0, 32);
  const receivedAt = new Date(changedAt * 1_000).toISOString();
  const text = (name: string) => (typeof before[name] === 'string' ? { [name]: before[name] } : {});
  const names = after ? changedFields(before, after) : Object.keys(before);
  return {
    eventID,
    receivedAt,
    dayShard: dayShard(receivedAt, eventID),
    command: CHANGE_COMMAND,
    ...text('groupID'),
    ...text('userID'),
    outcome: 'recorded',
    event: {
      changed: before.eventID,
      change: after ? (isCorrection(change) ? 'corrected' : 'modified') : 'deleted',
      before: shortened(before, names),
      ...(after && { after: shortened(after, names) }),
    },
    sourceIP: '',
    requestID: streamID,
  };
}

function changedFields(before: Change['before'], after: Change['before']): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !isDeepStrictEqual(before[name], after[name]));
}

function shortened(item: Change['before'], names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter((name) => item[name] !== undefined).map((name) => [name, short(item[name])]));
}

function short(value: unknown): unknown {
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' && typeof value !== 'string') return value;
  // An object becomes text, because an item takes 32 levels at most.
  const text =
    typeof value === 'string'
      ? value
      : JSON.stringify(value, (_key, field) => (typeof field === 'bigint' ? String(field) : field));
  return text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH).toWellFormed()}…` : text;
}
