import { dayShard, toIndexKey } from '../dynamodb/index-keys.ts';
import type { Decision } from './decision.ts';
import { eventID } from './event-id.ts';
import type { Outcome } from './outcome.ts';
import { type Received, textOf } from './received.ts';
import { summaryOf } from './summary.ts';

/** One callback as the audit table keeps it. */
export interface AuditRecord {
  readonly eventID: string;
  /** When the gateway took the request: ISO 8601, milliseconds, UTC. */
  readonly receivedAt: string;
  /** `YYYY-MM-DD#shard` */
  readonly dayShard: string;
  readonly command: string;
  /** The wire name in the address, where it is another spelling of the command. */
  readonly sentAs?: string;
  readonly groupID?: string;
  /** The first of the people whom the callback names. The others have entries of their own. */
  readonly userID?: string;
  /** Roles of this user, joined by ", ". */
  readonly role?: string;
  readonly operationID?: string;
  readonly outcome: Outcome;
  /** One line about the event for lists, at most 200 characters. */
  readonly summary?: string;
  /** What happened, in the one form that all servers' bodies are brought to. */
  readonly event?: Readonly<Record<string, unknown>>;
  /** What was wrong with a callback that could not be taken as it came. */
  readonly reason?: string;
  /** What was answered to a before callback, and why. */
  readonly decision?: Decision;
  /** The body to the byte, when it is UTF-8. */
  readonly body?: string;
  /** The body to the byte, when it is not UTF-8. */
  readonly bodyBytes?: Uint8Array;
  /** Names of the fields whose values became "*", because they were secrets; `body` when nothing of it was kept. */
  readonly redacted?: readonly string[];
  /** The eventID of the first record of the same event, which has the body. */
  readonly repeatOf?: string;
  /** The eventID of what had been judged, where the answer became another. A record of that may have been written, unknown to us. */
  readonly insteadOf?: string;
  readonly sourceIP: string;
  /** The request that this record was made for. */
  readonly requestID: string;
  /** When DynamoDB deletes it: seconds since 1970. */
  readonly expiresAt?: number;
}

/** What was found out about a received callback. */
export interface RecordInput {
  readonly outcome: Outcome;
  readonly groupID?: string | undefined;
  readonly userID?: string | undefined;
  readonly role?: string | undefined;
  /** The one that the body names: it goes before the header's, which may be another request's. */
  readonly operationID?: string | undefined;
  readonly event?: Readonly<Record<string, unknown>> | undefined;
  readonly reason?: string | undefined;
  readonly decision?: Decision | undefined;
}

const SECONDS_A_DAY = 24 * 60 * 60;

/**
 * The record of a received callback. Attributes that don't apply are left out.
 *
 * @param retentionDays how long it is kept; for ever without
 */
export function recordOf(received: Received, finding: RecordInput, retentionDays?: number): AuditRecord {
  const { requestID, receivedAt, sourceIP, command, sentAs, redacted } = received;
  const operationID = finding.operationID ?? received.operationID;
  const id = eventID(received, operationID, finding.outcome);
  const text = textOf(received);
  const decision = finding.decision && truncateStrings(finding.decision);
  const summary = summaryOf({ event: finding.event, reason: finding.reason, decision });
  return withoutUndefined({
    eventID: id,
    receivedAt,
    dayShard: dayShard(receivedAt, id),
    command,
    sentAs,
    groupID: toIndexKey(finding.groupID),
    userID: toIndexKey(finding.userID),
    role: finding.role,
    operationID: toIndexKey(operationID),
    outcome: finding.outcome,
    summary: summary || undefined,
    event: finding.event,
    reason: finding.reason,
    decision,
    ...(text === undefined ? { bodyBytes: received.body } : { body: text }),
    redacted,
    sourceIP,
    requestID,
    expiresAt: retentionDays && Math.floor(Date.parse(receivedAt) / 1_000) + retentionDays * SECONDS_A_DAY,
  });
}

/** Characters of a value that a decision repeats; the event has it whole. A head must fit into an item, whatever it is about. */
const MAX_VALUE_LENGTH = 1_000;

/** A decision, or any part of one, with its longest values cut. */
function truncateStrings<T>(value: T): T {
  if (typeof value === 'string') return value.slice(0, MAX_VALUE_LENGTH).toWellFormed() as T;
  if (Array.isArray(value)) return value.map(truncateStrings) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, truncateStrings(field)])) as T;
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

function withoutUndefined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
}
