import { dayShard, testsOfDay, toIndexKey } from '../dynamodb/index-keys.ts';
import type { Decision } from './decision.ts';
import { eventID, relayedID } from './event-id.ts';
import { keptDecision } from './kept-decision.ts';
import type { Outcome } from './outcome.ts';
import { type Received, textOf } from './received.ts';
import type { Relayed } from './relayed.ts';
import { summaryOf } from './summary.ts';

/** Stored record of one callback. */
export interface AuditRecord {
  readonly eventID: string;
  /** Time of receipt at the gateway, or at the relay: ISO 8601, UTC, milliseconds, then three digits in order of arrival. */
  readonly receivedAt: string;
  /** Time of recording, ISO 8601, if that was long after the receipt: from the queue, a log or a relay. */
  readonly recordedAt?: string;
  /** `YYYY-MM-DD#shard`, of a test `YYYY-MM-DD#tests` */
  readonly dayShard: string;
  readonly command: string;
  /** Wire name in the address, if it is another spelling of the command. */
  readonly sentAs?: string;
  readonly groupID?: string;
  /** The first of the people whom the callback names. The others have entries of their own. */
  readonly userID?: string;
  /** Roles of this user, joined by ", ". */
  readonly role?: string;
  readonly operationID?: string;
  readonly outcome: Outcome;
  /** Sent by an operator to check the receiver. It is in no index but byDay, under a key of its own. */
  readonly test?: true;
  /** One line about the event for lists, at most 200 characters. */
  readonly summary?: string;
  /** Normalised body, in one form for all versions of OpenIM. */
  readonly event?: Readonly<Record<string, unknown>>;
  /** Why the callback is malformed, failed or unreadable. */
  readonly reason?: string;
  /** Answer to a before callback, and the reason for it. */
  readonly decision?: Decision;
  /** Exact body, if it is UTF-8. */
  readonly body?: string;
  /** Exact body, if it is not UTF-8. */
  readonly bodyBytes?: Uint8Array;
  /** Names of redacted fields, which held secrets or messages; `body` if the body was dropped. */
  readonly redacted?: readonly string[];
  /** eventID of the first record of the same event, which has the body. */
  readonly repeatOf?: string;
  /**
   * eventID of the judged record that this refusal, or the relay's own verdict, replaces. The judged record may have been stored after
   * a timeout, or may not exist.
   */
  readonly insteadOf?: string;
  /** The eventID of the refusal that corrected this record after the fact. */
  readonly correctedBy?: string;
  /** eventID of the record whose body an operator sent again. OpenIM did not send this callback. */
  readonly replayOf?: string;
  /** Facts of the relay that delivered the callback. */
  readonly relay?: Relayed;
  readonly sourceIP: string;
  readonly requestID: string;
  /** Time of deletion by DynamoDB, in seconds since 1970. */
  readonly expiresAt?: number;
}

/** Results of the pipeline for a received callback. */
export interface RecordInput {
  readonly outcome: Outcome;
  readonly groupID?: string | undefined;
  readonly userID?: string | undefined;
  readonly role?: string | undefined;
  /** Operation ID of the body. It has precedence over the header's, which may belong to another request. */
  readonly operationID?: string | undefined;
  readonly event?: Readonly<Record<string, unknown>> | undefined;
  readonly reason?: string | undefined;
  readonly decision?: Decision | undefined;
}

const SECONDS_A_DAY = 24 * 60 * 60;

/**
 * Returns the record of a received callback. Attributes that do not apply are omitted.
 *
 * @param retentionDays days until deletion; never by default
 */
export function recordOf(received: Received, input: RecordInput, retentionDays?: number): AuditRecord {
  const { requestID, receivedAt, recordedAt, relay, sourceIP, command, sentAs, redacted, replayOf } = received;
  const operationID = input.operationID ?? received.operationID;
  const id = eventID(received, operationID, input.outcome);
  const text = textOf(received);
  const decision = input.decision && keptDecision(input.decision);
  const summary = summaryOf({ event: input.event, reason: input.reason, decision, replayOf });
  const identifiers = {
    groupID: toIndexKey(input.groupID),
    userID: toIndexKey(input.userID),
    role: input.role,
    operationID: toIndexKey(operationID),
  };
  return withoutUndefined({
    eventID: id,
    receivedAt,
    recordedAt,
    dayShard: received.isTest ? testsOfDay(receivedAt.slice(0, 10)) : dayShard(receivedAt, id),
    command,
    sentAs,
    ...(received.isTest ? { test: true as const } : identifiers),
    outcome: input.outcome,
    summary: summary || undefined,
    event: input.event,
    reason: input.reason,
    decision,
    ...(text === undefined ? { bodyBytes: received.body } : { body: text }),
    redacted,
    replayOf,
    insteadOf: relay?.id !== undefined && relay.verdict ? relayedID(relay.id, false) : undefined,
    relay: relay && withoutUndefined(relay),
    sourceIP,
    requestID,
    expiresAt:
      retentionDays && Math.floor(Date.parse(recordedAt ?? receivedAt) / 1_000) + retentionDays * SECONDS_A_DAY,
  });
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

function withoutUndefined<T extends object>(fields: T): Defined<T> {
  const defined: { [Name in keyof T]?: T[Name] } = {};
  for (const name in fields) if (fields[name] !== undefined) defined[name] = fields[name];
  return defined as unknown as Defined<T>;
}
