import { withoutMarker } from '../../functions/audit/transport.ts';
import type { CallbackOutcome } from '../../functions/callback/callback-outcome.ts';
import { shortName } from '../../functions/openim/catalogue.ts';
import { printable, quoted } from '../cli/printable.ts';

/** One line for a callback that was answered: time (UTC), callback, group, user, outcome, milliseconds. */
export function callbackLine(callback: CallbackOutcome, now: Date): string {
  const { command, groupID, userID, outcome, isRepeat, storedIn, milliseconds, error } = callback;
  const note = isRepeat ? ' (repeat)' : storedIn === 'queue' ? ' (in the queue)' : '';
  const result = `${outcome}${note}`;
  const reason = error instanceof Error ? `  ${(error.message || error.name).slice(0, MAX_TEXT_LENGTH)}` : '';
  return forTerminal(
    `${clock(now)}  ${shortName(command).padEnd(24)}  ${idCell(groupID)}  ${idCell(userID)}  ${result}  ${milliseconds.toFixed(1)} ms${reason}`,
  );
}

/** Characters of a reason or a path. It may quote what others wrote, and `printable` takes long for long text. */
const MAX_TEXT_LENGTH = 200;

/** Characters of an identifier in a line. Longer ones, and those that would look like more columns, are quoted. */
const MAX_ID_LENGTH = 40;

/** Characters of the identifiers that OpenIM makes. */
const ID_COLUMN_WIDTH = 10;

function idCell(id: string | undefined): string {
  if (id === undefined) return '-'.padEnd(ID_COLUMN_WIDTH);
  const truncated = id.length > MAX_ID_LENGTH ? `${id.slice(0, MAX_ID_LENGTH)}…` : id;
  return quoted(truncated).padEnd(ID_COLUMN_WIDTH);
}

/** One line for a request that no function saw. */
export function rejectionLine(problem: string, path: string, now: Date): string {
  return forTerminal(`${clock(now)}  ${problem}  ${path.slice(0, MAX_TEXT_LENGTH)}`);
}

function forTerminal(line: string): string {
  return withoutMarker(printable(line));
}

function clock(now: Date): string {
  return now.toISOString().slice(11, 23);
}
