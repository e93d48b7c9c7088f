import { withoutMarker } from '../audit/transport.ts';
import type { CallbackOutcome } from './callback-outcome.ts';
import type { Level } from './operator-lines.ts';
import { OurFailure, Rejected } from './rejection.ts';

/** OpenIM's IDs have at most 64 characters. A caller may send longer ones. */
const MAX_ID_LENGTH = 100;

/** Level and message of a callback's log line. */
export interface Headline {
  readonly level: Level;
  readonly message: string;
}

/** Returns the headline of a callback's own line. */
export function headlineOf({ outcome, isAgain, storedIn }: CallbackOutcome): Headline {
  if (outcome === 'notRecorded') return { level: 'ERROR', message: 'callback could not be recorded' };
  if (outcome === 'failed') return { level: 'ERROR', message: 'internal failure' };
  if (outcome === 'malformed') return { level: 'WARN', message: 'callback is malformed' };
  if (outcome === 'unknownCallback') return { level: 'WARN', message: 'callback is unknown' };
  if (isAgain) return { level: 'INFO', message: 'callback is delivered again' };
  if (storedIn === 'queue') return { level: 'WARN', message: 'callback is queued' };
  return { level: 'INFO', message: outcome === 'answered' ? 'callback is answered' : 'callback is recorded' };
}

/** Returns the fields of a callback's own line. */
export function fieldsOf(callback: CallbackOutcome): Record<string, unknown> {
  const { line, milliseconds, error } = callback;
  const [operationID, groupID, userID] = idsOf(callback);
  return {
    ...{ command: callback.command, line },
    ...{ groupID: groupID || undefined, userID: userID || undefined, operationID: operationID || undefined },
    ...commonFields(callback),
    milliseconds: rounded(milliseconds),
    ...errorFields(error),
  };
}

/** Returns the fields that several callbacks of a batch may have in common. What is usual is left out. */
export function commonFields(callback: CallbackOutcome): Record<string, unknown> {
  const { outcome, decision, storedIn, isRepeat, isAgain, isLate, isTest, isRelayClockWrong } = callback;
  return {
    outcome,
    storedIn: storedIn === 'table' ? undefined : storedIn,
    ...{ isRepeat: isRepeat || undefined, isAgain: isAgain || undefined, isLate: isLate || undefined },
    ...{ isTest: isTest || undefined, isRelayClockWrong: isRelayClockWrong || undefined },
    verdict: decision?.verdict,
    // Only the IDs, because `why` of a rule may quote the value.
    rules: decision?.rules?.map(({ id }) => id),
  };
}

/** Returns the IDs of the operation, the group and the user. */
export function idsOf({ operationID, groupID, userID }: CallbackOutcome): (string | undefined)[] {
  return [operationID, groupID, userID].map((id) => withoutMarker(id)?.slice(0, MAX_ID_LENGTH));
}

export function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}

/**
 * Returns the problem of a rejection, or name and stack of another error. Messages may quote the body. An error of the connection has
 * its code for a name, such as `ECONNRESET`.
 */
export function errorFields(error: unknown) {
  if (error instanceof Rejected && !(error instanceof OurFailure)) return { problem: error.problem };
  const cause = error instanceof OurFailure ? error.cause : error;
  if (!(cause instanceof Error)) return {};
  const { name, code, stack = '' } = cause as NodeJS.ErrnoException;
  return {
    error: typeof code === 'string' ? code : name,
    at: stack.split('\n').filter((line) => line.startsWith('    at ')),
  };
}
