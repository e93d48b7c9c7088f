import { shortName } from '../../functions/openim/catalogue.ts';
import { escapeOf, HIDDEN } from '../../functions/record/hidden-characters.ts';
import { fullSummaryOf, groupIn, type QueryRecord, type QueryRow } from './row.ts';

/** Tells whether a row shows a text in any case. Undefined when the row was truncated, and the rest may have the text. */
export function isInRow(row: QueryRow, text: string): boolean | undefined {
  if (hasText([...columnsOf(row), row.summary, row.reason], text)) return true;
  return fullSummaryOf(row) === undefined ? undefined : false;
}

/** Tells whether a complete record has a text in what a row would show in full, or in the body of one without an event. */
export function isInRecord(record: QueryRecord, text: string): boolean {
  if (hasText([...columnsOf(record), record.summary, record.reason], text)) return true;
  const { event, outcome } = record;
  const isBodyShown = event === undefined || outcome === 'malformed' || outcome === 'failed';
  return hasText(describedIn(record), text) || (isBodyShown && hasText([bodyOf(record)], text));
}

/** Fields that a row shows in columns, so that no summary has them. */
const IN_COLUMNS = ['groupID', 'userID', 'ownerID'];

/** Yields what a summary is made of: rules that fired, fields of the event, and their new values. */
function* describedIn({ event = {}, decision }: QueryRecord): Generator<string> {
  for (const { id } of decision?.rules ?? []) yield id;
  for (const [name, value] of Object.entries(event)) {
    if (IN_COLUMNS.includes(name)) continue;
    yield name;
    yield* stringsIn(value);
    yield* stringsIn(decision?.changes?.[name]?.after);
  }
}

/** Tells whether a text is in a summary, as it is or as the summary quotes it. */
export function isInSummary(summary: string, text: string): boolean {
  return hasText([summary], text);
}

function columnsOf(row: QueryRow): (string | undefined)[] {
  const { command = '', userID, role, outcome } = row;
  return [command, shortName(command), groupIn(row), userID, role, outcome];
}

/** Characters that a summary escapes. */
const HIDDEN_BUT_SPACE = new RegExp(`(?! )${HIDDEN}`, 'gu');

/** Compares without case. Also finds what a summary writes as a JSON string. */
function hasText(found: Iterable<string | undefined>, text: string): boolean {
  const plain = text.toLowerCase();
  const quoted = JSON.stringify(plain).slice(1, -1).replace(HIDDEN_BUT_SPACE, escapeOf);
  for (const value of found) {
    const lower = value?.toLowerCase();
    if (lower?.includes(plain) || lower?.includes(quoted)) return true;
  }
  return false;
}

/** Yields all texts of a value, with the names of fields. */
function* stringsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) {
    for (const [name, field] of Object.entries(value)) {
      if (!Array.isArray(value)) yield name;
      yield* stringsIn(field);
    }
  } else if (value !== undefined) yield String(value);
}

export function bodyOf({ body, bodyBytes }: QueryRecord): string | undefined {
  return body ?? (bodyBytes && new TextDecoder().decode(bodyBytes));
}
