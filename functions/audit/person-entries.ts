import { createHash } from 'node:crypto';
import { toIndexKey } from '../dynamodb/index-keys.ts';
import { knownCallback } from '../openim/known-callback.ts';
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

/** Entries of one record. OpenIM's largest groups have 100,000 members. */
const MAX_ENTRIES = 100_000;

/** Entries where others choose the list: mentions and receivers of a message, and whatever stands in a malformed body. */
const MAX_CHOSEN_ENTRIES = 100;

/**
 * Returns everyone whom a record names beside the user that it carries, in an order that never changes. Of very many, the first.
 *
 * @param record a whole record; that of a repeat has no body, and its event names the same people
 */
export function furtherPeopleOf(record: AuditRecord): Person[] {
  const people = peopleOf(record.command, record.event ?? parsed(record.body));
  const isChosen = record.outcome === 'malformed' || knownCallback(record.command)?.message !== undefined;
  const further = people.filter(({ userID }) => toIndexKey(userID) !== record.userID);
  return further.slice(0, isChosen ? MAX_CHOSEN_ENTRIES : MAX_ENTRIES);
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
