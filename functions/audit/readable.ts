import * as v from 'valibot';
import { asStored } from '../dynamodb/stored-number.ts';
import type { AuditRecord } from '../record/record.ts';
import { unpack } from './pack.ts';
import { digestOf, type Head, type ItemPart } from './parts.ts';

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

/** Reasons of a record whose event and body cannot be unpacked, or whose parts are of different writes. */
const DAMAGED = { packed: 'its packed event and body are damaged', parts: 'its parts are damaged' };

/**
 * Joins a head and its ordered parts, if it has any. If parts are missing, damaged or of different writes, `reason` says so.
 *
 * All parts may be of an earlier write than the head, because parts that exist are not written again.
 *
 * @param maxBytes of event and body; those of a larger record count as damaged
 */
export function join(
  { packed, parts: count = 0, digest, ...rest }: Head,
  parts: readonly ItemPart[],
  maxBytes?: number,
): Omit<AuditRecord, 'event'> {
  if (parts.length < count) return withReason(rest, `${count - parts.length} of the ${count} parts are missing`);
  const damaged = packed === undefined ? DAMAGED.parts : DAMAGED.packed;
  try {
    const bytes = packed ?? Buffer.concat(parts.map((part) => part.bytes));
    const isMixed = digest !== undefined && digestOf(bytes) !== (parts[0]?.digest ?? digest);
    if (isMixed) return withReason(rest, damaged);
    const { event, body, bodyBytes } = unpack(bytes, asStored, maxBytes);
    return { ...rest, ...(event && { event }), ...(bodyBytes ? { bodyBytes } : body !== undefined && { body }) };
  } catch {
    return withReason(rest, damaged);
  }
}

/**
 * Returns an item with its event and body unpacked, if it has them packed. An item with parts stays as it is.
 *
 * @param maxBytes of event and body; an item with more loses both
 */
export function unpacked<Item extends object>(item: Item, maxBytes?: number): Item | Omit<AuditRecord, 'event'> {
  return 'packed' in item ? join(item as unknown as Head, [], maxBytes) : item;
}

/** Appends a reason why the record differs from what was written. */
function withReason<R extends { readonly reason?: string }>(record: R, reason: string): R {
  return { ...record, reason: record.reason === undefined ? reason : `${record.reason}; ${reason}` };
}
