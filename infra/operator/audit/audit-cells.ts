import type { Listed } from '../../../functions/audit/query.ts';
import { shortName } from '../../../functions/openim/catalogue.ts';
import { describe } from '../../../functions/record/summary.ts';
import { printable, quoted } from '../../cli/printable.ts';
import { shownTime } from '../shown-time.ts';

export const HEAD = ['TIME (UTC)', 'CALLBACK', 'GROUP', 'USER', 'OUTCOME', 'WHAT'] as const;

/** Returns a record's cells under `HEAD`. No text of others can look like a column or a field. */
export function cellsOf(record: Listed): string[] {
  const { receivedAt, command, groupID, userID, outcome, repeatOf, ofGroup } = record;
  return [
    quotedOrNone(shownTime(receivedAt).replace(/Z$/, '')).replace('T', ' '),
    quotedOrNone(shortName(command)),
    quotedOrNone(groupID ?? ofGroup),
    quotedOrNone(userID),
    `${quotedOrNone(outcome)}${repeatOf === undefined ? '' : ' (repeat)'}`,
    what(record),
  ];
}

function quotedOrNone(text: string | undefined): string {
  return text ? quoted(text) : '-';
}

/** The record's summary. An entry names the role of its user before it, because the summary is the same for all people. */
function what(record: Listed): string {
  const { entryOf, role, reason, summary = describe(record) } = record;
  const by = entryOf !== undefined && role ? `as ${role}: ` : '';
  return printable(by + (reason === undefined ? summary : describe(record)));
}
