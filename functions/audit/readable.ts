import * as v from 'valibot';
import type { AuditRecord } from '../record/record.ts';
import { digestOf, unpack } from './pack.ts';
import type { Head, ItemPart } from './parts.ts';

const Fields = v.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);
const Text = v.optional(v.string());

/** Fields whose types readers depend on. */
const Readable = v.looseObject({
  eventID: v.string(),
  receivedAt: v.string(),
  command: v.string(),
  outcome: v.string(),
  groupID: Text,
  ofGroup: Text,
  entryOf: Text,
  role: Text,
  summary: Text,
  userID: Text,
  operationID: Text,
  reason: Text,
  repeatOf: Text,
  replayOf: Text,
  event: v.optional(Fields),
  body: Text,
  bodyBytes: v.optional(v.instance(Uint8Array)),
  relay: v.optional(
    v.looseObject({
      ...{ id: Text, receivedAt: Text, ignored: Text },
      verdict: v.optional(v.looseObject({ verdict: v.string(), reason: v.string() })),
      others: v.optional(v.array(v.looseObject({ name: v.string() }))),
    }),
  ),
  decision: v.optional(
    v.looseObject({
      verdict: v.string(),
      rules: v.optional(v.array(v.looseObject({ id: v.string() }))),
      changes: v.optional(v.record(v.string(), Fields)),
    }),
  ),
});

/** Returns a stored item as a record. Fields that are missing or have a wrong type are omitted and named in `reason`. */
export function readable(item: object): AuditRecord {
  const { success, issues = [] } = v.safeParse(Readable, item);
  if (success) return item as AuditRecord;
  const wrong = new Set(issues.map(({ path }) => String(path?.[0].key)));
  const valid = Object.entries(item).filter(([name]) => !wrong.has(name));
  return withReason(
    { ...EMPTY, ...Object.fromEntries(valid) } as AuditRecord,
    `unreadable fields: ${[...wrong].sort().join(', ')}`,
  );
}

/** Defaults for required fields. */
const EMPTY = { eventID: '', receivedAt: '', command: '', outcome: '' };

/** Reason of a record whose parts cannot be unpacked, or are of different writes. */
const DAMAGED = 'its parts are damaged';

/**
 * Joins a head and its ordered parts. If parts are missing, damaged or of different writes, `reason` says so.
 *
 * All parts may be of an earlier write than the head, because parts that exist are not written again.
 */
export function join({ parts: count, digest, ...rest }: Head, parts: readonly ItemPart[]): Omit<AuditRecord, 'event'> {
  if (parts.length < count) return withReason(rest, `${count - parts.length} of the ${count} parts are missing`);
  try {
    const packed = Buffer.concat(parts.map((part) => part.bytes));
    const isMixed = digest !== undefined && digestOf(packed) !== (parts[0]?.digest ?? digest);
    if (isMixed) return withReason(rest, DAMAGED);
    const { event, body, bodyBytes } = unpack(packed);
    return { ...rest, ...(event && { event }), ...(bodyBytes ? { bodyBytes } : body !== undefined && { body }) };
  } catch {
    return withReason(rest, DAMAGED);
  }
}

/** Appends a reason why the record differs from what was written. */
function withReason<R extends { readonly reason?: string }>(record: R, reason: string): R {
  return { ...record, reason: record.reason === undefined ? reason : `${record.reason}; ${reason}` };
}
