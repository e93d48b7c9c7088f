import type { Listed } from '../../../functions/audit/query.ts';
import { shortName } from '../../../functions/openim/catalogue.ts';
import { describe, MAX_SUMMARY_LENGTH } from '../../../functions/record/summary.ts';
import type { EventRow } from '../../console/contract/events.ts';
import { callbackOf } from '../audit/answer-given.ts';
import type { Row } from '../audit/clean-ups.ts';

/** Returns what the page shows of a record, from what an index has of it. An entry stands for its record. */
export function eventRow(row: Row): EventRow {
  const { eventID, entryOf, receivedAt, recordedAt, command, outcome, groupID = row.ofGroup } = row;
  const { userID, role, repeatOf } = row;
  const summary =
    row.summary === undefined || row.reason !== undefined ? describe(row, MAX_SUMMARY_LENGTH) : row.summary;
  return {
    eventID: entryOf ?? eventID,
    receivedAt,
    ...(recordedAt !== undefined && { recordedAt }),
    command,
    callback: shortName(command),
    timing: timingOf(row),
    outcome,
    ...(groupID !== undefined && { groupID }),
    ...(userID !== undefined && { userID }),
    ...(role !== undefined && { role }),
    summary,
    ...(repeatOf !== undefined && { repeatOf }),
    ...(row.isCleanUp && { isCleanUp: true }),
  };
}

export function timingOf({ command }: Pick<Listed, 'command'>): EventRow['timing'] {
  return callbackOf({ command }).timing;
}
