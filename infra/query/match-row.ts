import { withoutReplayWord } from '../../functions/record/replay-word.ts';
import { fullSummaryOf, groupIn, type QueryRow, rolesIn } from './row.ts';
import { isInRow, isInSummary } from './texts.ts';

/**
 * Tells whether a row has one value of a filter. Undefined where only the complete record can tell.
 *
 * @param users whose role counts. Without any, the role of the user that the row shows
 */
export const ROW_TESTS = {
  group: (row: QueryRow, value: string) => groupIn(row) === value,
  outcome: ({ outcome }: QueryRow, value: string) => outcome === value,
  operation: ({ operationID }: QueryRow, value: string) =>
    operationID === undefined ? undefined : operationID === value,
  text: isInRow,
  rule: hasRule,
  user: namesUser,
  role(row: QueryRow, value: string, users: readonly string[]): boolean | undefined {
    const isOfUser = users.length === 0 || users.includes(row.userID ?? '');
    if (isOfUser && rolesIn(row).includes(value)) return true;
    return users.every((user) => user === row.userID || namesUser(row, user) === false) ? false : undefined;
  },
} as const;

/** A row carries one of its people. All others are in fields of the event, which its summary has. */
function namesUser(row: QueryRow, value: string): boolean | undefined {
  if (row.userID === value) return true;
  const summary = row.entryOf === undefined ? fullSummaryOf(row) : undefined;
  return summary === undefined || isInSummary(summary, value) ? undefined : false;
}

/** Rules that fired, at the start of a summary. IDs that are quoted there are read from the record. */
const RULES = /^\[((?:would: )?[^"…\s]+(?:, (?:would: )?[^"…\s]+)*)\](?: {2}|$)/;

/** A field's name can imitate the rules of a record that has none, so that a row can only deny. */
function hasRule(row: QueryRow, value: string): boolean | undefined {
  // Only before callbacks that were judged have rules.
  if (row.outcome === 'recorded') return false;
  const { reason } = row;
  const summary = withoutReplayWord(row.summary ?? '');
  if (fullSummaryOf(row) === undefined && (reason !== undefined || !summary.startsWith('['))) return isCutOnly(row);
  if (!summary.startsWith('[')) return false;
  const ids = RULES.exec(summary)?.[1]
    ?.replace(/(?<=^|, )would: /, '')
    .split(', ');
  return ids && !ids.some((id) => id.startsWith(value)) ? false : undefined;
}

/** A truncated summary of a judged callback still begins with its rules. Without them there are none. */
function isCutOnly({ summary, reason, outcome }: QueryRow): false | undefined {
  const isJudged = outcome === 'allowed' || outcome === 'changed' || outcome === 'refused';
  return isJudged && reason === undefined && summary !== undefined ? false : undefined;
}
