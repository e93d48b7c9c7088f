import type { Selected } from '../../../functions/audit/selection-progress.ts';
import { escapeOf, HIDDEN, UNSAFE } from '../../cli/hidden-characters.ts';

/** Columns in an order that stays. New ones are added at the end. Documented in docs/audit.md. */
export const CSV_COLUMNS = [
  'receivedAt',
  'command',
  'groupID',
  'userID',
  'role',
  'operationID',
  'outcome',
  'rules',
  'summary',
  'reason',
  'sourceIP',
  'eventID',
  'repeatOf',
] as const;

/**
 * Beginnings that make a spreadsheet calculate a cell, in full width and after blanks, too. A cell that begins with the mark itself is
 * marked as well, so that a program can always remove the first one. Source: OWASP, "CSV Injection".
 */
const NEEDS_MARK = new RegExp(`^(?:'|(?:${HIDDEN})*[=+\\-@＝＋－＠])`, 'u');

const ANY_UNSAFE = new RegExp(`[${UNSAFE}]`, 'gu');

/** Returns the line of the head. */
export function csvHead(): string {
  return csvLine(CSV_COLUMNS);
}

/** Returns the line of a row. The user and the role are those of the row, which may be the entry of a further person. */
export function asCsv({ row, record }: Selected): string {
  const { groupID = row.ofGroup, decision, ...rest } = { ...row, ...record };
  const { userID = rest.userID, role = rest.role, entryOf } = row;
  const rules = [...new Set(decision?.rules?.map(({ id }) => id))].join(' ');
  const fields = { ...rest, groupID, userID, role, rules, eventID: entryOf ?? rest.eventID };
  return csvLine(CSV_COLUMNS.map((name) => String(fields[name] ?? '')));
}

/** Returns cells as a line of RFC 4180, without its end. */
export function csvLine(cells: readonly string[]): string {
  return cells.map(csvCell).join(',');
}

/** Escapes what a terminal obeys, because the lines may be printed before they are a file. */
function csvCell(text: string): string {
  const marked = NEEDS_MARK.test(text) ? `'${text}` : text;
  const plain = marked.replace(ANY_UNSAFE, escapeOf);
  return /[",]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
