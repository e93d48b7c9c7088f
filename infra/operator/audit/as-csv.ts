import type { Selected } from '../../../functions/audit/selection-progress.ts';

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

/** First characters that make a spreadsheet calculate a cell. Source: OWASP, "CSV Injection". */
const FORMULA = /^[=+\-@\t\r]/;

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
  return cells.map((cell) => csvCell(FORMULA.test(cell) ? `'${cell}` : cell)).join(',');
}

function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
