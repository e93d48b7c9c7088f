import { createHash } from 'node:crypto';
import { toIndexKey } from '../dynamodb/index-keys.ts';
import { type Person, peopleOf } from '../openim/people.ts';
import type { AuditRecord } from '../record/record.ts';

/** Item by which one further person of a record finds it. It is in the index byUser alone. */
export interface PersonEntry {
  readonly eventID: string;
  /** eventID of the record. */
  readonly entryOf: string;
  readonly userID: string;
  readonly role: string;
  /** The record's `groupID`, under a name that keeps the entry out of the index byGroup. */
  readonly ofGroup?: string;
  readonly receivedAt: string;
  readonly command: string;
  readonly outcome: string;
  readonly summary?: string;
  readonly repeatOf?: string;
  readonly expiresAt?: number;
}

/**
 * Returns everyone whom a record names beside the user that it carries, in an order that never changes.
 *
 * @param record a whole record; that of a repeat has no body, and its event names the same people
 */
export function furtherPeopleOf(record: AuditRecord): Person[] {
  const [, ...further] = peopleOf(record.command, record.event ?? parsed(record.body));
  return further;
}

/** Returns the entry of one person. The same record and person have the same entry, so that a second delivery changes nothing. */
export function entryOf(record: AuditRecord, { userID, roles }: Person): PersonEntry {
  const { eventID, groupID, receivedAt, command, outcome, summary, repeatOf, expiresAt } = record;
  return {
    eventID: entryID(eventID, userID),
    entryOf: eventID,
    userID: toIndexKey(userID) ?? '',
    role: roles.join(', '),
    ...(groupID !== undefined && { ofGroup: groupID }),
    receivedAt,
    command,
    outcome,
    ...(summary !== undefined && { summary }),
    ...(repeatOf !== undefined && { repeatOf }),
    ...(expiresAt !== undefined && { expiresAt }),
  };
}

function entryID(eventID: string, userID: string): string {
  return `${eventID}@${createHash('sha256').update(userID).digest('hex').slice(0, 16)}`;
}

function parsed(body: string | undefined): unknown {
  try {
    return JSON.parse(body ?? '');
  } catch {
    return undefined;
  }
}
