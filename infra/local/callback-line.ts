import { withoutMarker } from '../../functions/audit/transport.ts';
import type { CallbackOutcome } from '../../functions/callback/callback-outcome.ts';
import { shortName } from '../../functions/openim/catalogue.ts';
import { printable, quoted } from '../cli/printable.ts';

/** Returns the line of an answered callback: time (UTC), callback, group, user, outcome, latency. */
export function callbackLine(callback: CallbackOutcome, now: Date): string {
  const { command, groupID, userID, outcome, isRepeat, isAgain, isTest, storedIn, milliseconds, error } = callback;
  const note = isTest
    ? ' (test)'
    : isAgain
      ? ' (again)'
      : isRepeat
        ? ' (repeat)'
        : storedIn === 'queue'
          ? ' (in the queue)'
          : '';
  const result = `${outcome}${note}`;
  const reason = error instanceof Error ? `  ${(error.message || error.name).slice(0, MAX_TEXT_LENGTH)}` : '';
  return forTerminal(
    `${clock(now)}  ${commandCell(command)}  ${idCell(groupID)}  ${idCell(userID)}  ${result}  ${milliseconds.toFixed(1)} ms${reason}`,
  );
}

/** Limits reasons and paths, because callers choose their length and `printable` is slow for long text. */
const MAX_TEXT_LENGTH = 200;

/** Length of the longest short name in the catalogue of functions. Longer names of other callbacks are truncated. */
const COMMAND_COLUMN_WIDTH = 24;

function commandCell(command: string): string {
  const name = shortName(command);
  const isLong = name.length > COMMAND_COLUMN_WIDTH;
  return (isLong ? `${name.slice(0, COMMAND_COLUMN_WIDTH - 1)}…` : name).padEnd(COMMAND_COLUMN_WIDTH);
}

/** Longer identifiers are truncated. */
const MAX_ID_LENGTH = 40;

/** Length of the identifiers that OpenIM generates. */
const ID_COLUMN_WIDTH = 10;

function idCell(id: string | undefined): string {
  if (id === undefined) return '-'.padEnd(ID_COLUMN_WIDTH);
  const truncated = id.length > MAX_ID_LENGTH ? `${id.slice(0, MAX_ID_LENGTH)}…` : id;
  return quoted(truncated).padEnd(ID_COLUMN_WIDTH);
}

/** Returns the line of a request that was rejected before any function. */
export function rejectionLine(problem: string, path: string, now: Date): string {
  return forTerminal(`${clock(now)}  ${problem}  ${path.slice(0, MAX_TEXT_LENGTH)}`);
}

function forTerminal(line: string): string {
  return withoutMarker(printable(line));
}

function clock(now: Date): string {
  return now.toISOString().slice(11, 23);
}
