import type { Decision } from '../../../functions/record/decision.ts';
import type { RelayedBy } from './relayed.ts';

/** A record as lists show it. The index has no more of it. */
export interface EventRow {
  /** Unique among rows, except in a search by user, where one record can have a row for each search. */
  readonly eventID: string;
  readonly receivedAt: string;
  /** Time of recording, if that was long after the receipt. Rows of a search do not say so; those of a live stream and one event do. */
  readonly recordedAt?: string;
  /** Wire name, such as `callbackAfterJoinGroupCommand`. */
  readonly command: string;
  /** The same without the common prefix and suffix: `AfterJoinGroup`. */
  readonly callback: string;
  readonly timing: 'before' | 'after';
  readonly outcome: string;
  readonly groupID?: string;
  /** The user of a search by user; otherwise the first of the people whom the callback names. */
  readonly userID?: string;
  /** Parts that this user plays, joined by ", ", such as `kicked`. */
  readonly role?: string;
  /** One line of at most 200 characters: the rules that fired in brackets, then the fields of the event, or a reason. */
  readonly summary: string;
  /** eventID of the first record of the same event. */
  readonly repeatOf?: string;
  /** The empty dismissal that OpenIM sends after a full one. Rows of a live stream do not say so. */
  readonly isCleanUp?: true;
}

/** Cost and extent of a search. */
export interface Searched {
  /** Continues with older events, for the same q. Absent once there are none, as far back as `from`. */
  readonly cursor?: string;
  /** Everything from this time on has been searched, by this answer and those before it. Absent: everything that exists. */
  readonly from?: string;
  /** The query names neither a time nor a group, user or operation, so that only this number of days is searched. */
  readonly defaultDays?: number;
  /** Rows of the index that were read and compared. */
  readonly rowsRead: number;
  /** Read units of DynamoDB, and its requests. */
  readonly readUnits: number;
  readonly requests: number;
}

/** Events, newest first. There may be few or none beside a cursor, because an answer does not wait for a long search. */
export interface EventsAnswer extends Searched {
  readonly events: readonly EventRow[];
}

/** Counts of the events of a query. Draw a part after each answer, and ask again with its cursor. */
export interface TimelineAnswer extends Searched {
  readonly bucketMs: number;
  /** Counts above 0. A bucket that two answers share has a part of its count in each. */
  readonly buckets: readonly TimelineBucket[];
}

export interface TimelineBucket {
  /** Start in milliseconds since 1970, a multiple of `bucketMs`. */
  readonly at: number;
  readonly callback: string;
  readonly outcome: string;
  readonly count: number;
}

/** One record, explained. */
export interface EventAnswer {
  readonly row: EventRow;
  /** Sentence about the event, with its people. */
  readonly sentence: string;
  /** Reasons for the answer, a line for each. */
  readonly verdict: readonly string[];
  readonly decision?: Decision;
  readonly changes: readonly EventChange[];
  /** Fields of the event, in its order. */
  readonly fields: readonly EventField[];
  readonly body: EventBody;
  readonly answer: AnswerGiven;
  readonly sentAs?: string;
  readonly operationID?: string;
  readonly requestID: string;
  readonly sourceIP: string;
  /** Set if a relay delivered the callback. */
  readonly relay?: RelayedBy;
  /** eventID of the dismissal after which this record is the clean-up. */
  readonly cleanUpOf?: string;
  /** eventID of the judged record that this refusal replaced. */
  readonly insteadOf?: string;
  /** eventID of the refusal that corrected this record. */
  readonly correctedBy?: string;
}

/** Change of a value by the policy. */
export interface EventChange {
  /** Path in the request, such as `users[3].nickname`. */
  readonly field: string;
  readonly before: string | number;
  readonly after: string | number;
  /** False where the policy only monitors. */
  readonly isMade: boolean;
}

export interface EventField {
  readonly name: string;
  /** The value as JSON on one line, with all digits of integers, at most 10,000 characters. */
  readonly json: string;
  readonly isCut: boolean;
}

/** The body as it came. */
export interface EventBody {
  /** `gone`: it was in the first record, which has expired. `dropped`: a secret or a message may be in it. */
  readonly state: 'whole' | 'cut' | 'none' | 'gone' | 'dropped';
  /** At most 100,000 characters. `npm run audit -- show` prints all of them. */
  readonly text: string;
  readonly encoding: 'utf8' | 'base64';
  /** Bytes of the whole body. */
  readonly bytes: number;
  /** Fields whose values were removed. */
  readonly redacted: readonly string[];
  /** eventID of the first record, which has the body of a repeat. */
  readonly fromRecord?: string;
}

/** Answer to OpenIM, derived from the record, because records do not have it. */
export interface AnswerGiven {
  readonly status: number;
  /** Body of the answer, on one line. */
  readonly json: string;
  /** Reasons why OpenIM may have got another one, such as `its decision is missing`. */
  readonly doubts: readonly string[];
}
