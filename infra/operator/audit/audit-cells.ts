import { shortName } from '../../../functions/openim/catalogue.ts';
import { describe } from '../../../functions/record/summary.ts';
import { printable, quoted } from '../../cli/printable.ts';
import { UTC, type Zone } from '../../query/zone.ts';
import { shownTime } from '../shown-time.ts';
import type { Row } from './clean-ups.ts';

/** Names the zone, because a file or a picture of the table outlives its terminal. */
export function headIn({ name }: Zone): string[] {
  return [`TIME (${name})`, 'CALLBACK', 'GROUP', 'USER', 'OUTCOME', 'WHAT'];
}

/** Head of a column to copy from, the last one because a terminal gives the last cell the most room. */
export const ID_HEAD = 'EVENT ID';

/**
 * Returns a record's cells under `headIn(zone)`. No text of others can look like a column or a field.
 *
 * @param roles shows the role of the user in each record. Without it, only an entry does.
 */
export function cellsOf(record: Row, roles = false, zone: Zone = UTC): string[] {
  const { receivedAt, recordedAt, command, groupID, userID, outcome, repeatOf, ofGroup } = record;
  return [
    timeIn(zone, receivedAt),
    quotedOrNone(shortName(command)),
    quotedOrNone(groupID ?? ofGroup),
    quotedOrNone(userID),
    `${quotedOrNone(outcome)}${repeatOf === undefined ? '' : ' (repeat)'}${recordedAt === undefined ? '' : ' (late)'}`,
    what(record, roles),
  ];
}

/** A damaged time is shown as it is. */
function timeIn(zone: Zone, receivedAt: string): string {
  const time = shownTime(receivedAt);
  return (isTime(time) && zone.shown(time)) || quotedOrNone(time.replace(/Z$/, '')).replace('T', ' ');
}

function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text);
}

/** Returns the cell under `ID_HEAD`. An entry has the ID of its record, which is shorter and shows the same. */
export function idOf({ eventID, entryOf }: Row): string {
  return quotedOrNone(entryOf ?? eventID);
}

function quotedOrNone(text: string | undefined): string {
  return text ? quoted(text) : '-';
}

/** The record's summary, after the role of the user, because the summary is the same for all people. */
function what(record: Row, roles: boolean): string {
  const { entryOf, role, reason, summary = describe(record) } = record;
  if (record.isCleanUp) return `clean-up after the dismissal of ${quotedOrNone(record.groupID)}`;
  const by = (roles || entryOf !== undefined) && role ? `as ${role}` : '';
  const about = reason === undefined ? summary : describe(record);
  return printable([by, about].filter((text) => text !== '').join(': '));
}
