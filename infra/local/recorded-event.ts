import type { Head } from '../../functions/audit/parts.ts';
import { unpacked } from '../../functions/audit/readable.ts';
import { peopleOf } from '../../functions/openim/people.ts';
import type { AuditRecord } from '../../functions/record/record.ts';
import type { RecordedEvent } from './console-messages.ts';

/** Unpacking more delays other callbacks by milliseconds. The event is then live without the people in it. */
const MAX_UNPACKED_BYTES = 64 * 1_024;

/** People of one event whom a live list of their events shows. */
const MAX_PEOPLE = 1_000;

/** Returns what the console shows of an item at once, and the people for whom it is live. Those of a large event are not among them. */
export function recordedEvent(item: AuditRecord | Head): RecordedEvent {
  const { eventID, receivedAt, recordedAt, command, groupID, userID, role } = item;
  const { outcome, summary, repeatOf, operationID } = item;
  const whole: object = unpacked(item, MAX_UNPACKED_BYTES);
  const people = 'event' in whole ? peopleOf(command, whole.event).slice(0, MAX_PEOPLE) : [];
  const listed = { eventID, receivedAt, command, outcome, operationID };
  return {
    listed: {
      ...listed,
      ...(recordedAt !== undefined && { recordedAt }),
      ...(groupID !== undefined && { groupID }),
      ...(userID !== undefined && { userID }),
      ...(role !== undefined && { role }),
      ...(summary !== undefined && { summary }),
      ...(repeatOf !== undefined && { repeatOf }),
    },
    people,
  };
}
