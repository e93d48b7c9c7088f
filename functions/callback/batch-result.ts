import type { BatchResult } from '../openim/relay-protocol.ts';
import type { CallbackOutcome } from './callback-outcome.ts';

/**
 * Returns the result of a line, or undefined for one that the relay must deliver again.
 *
 * @param callback report of the line's callback
 */
export function batchResultOf(id: string, callback: CallbackOutcome | undefined): BatchResult | undefined {
  if (callback === undefined) return undefined;
  switch (callback.outcome) {
    case 'notRecorded':
    case 'notAuthenticated':
      return undefined;
    case 'failed':
      // A defect before the request was captured leaves no record.
      return callback.storedIn === undefined ? undefined : recordedResult(id, callback);
    case 'unknownCallback':
      return { id, status: 'never', reason: 'the path does not name a supported callback' };
    default:
      // The settings leave out this callback, so that no record is needed.
      return recordedResult(id, callback);
  }
}

function recordedResult(id: string, { isAgain }: CallbackOutcome): BatchResult {
  return { id, status: isAgain ? 'again' : 'recorded' };
}

/** Returns the result of a line that no version of the protocol has, or undefined if even its ID is missing. */
export function invalidLineResult(line: string): BatchResult | undefined {
  const id = idIn(line);
  return id === undefined ? undefined : { id, status: 'never', reason: 'the line is not valid' };
}

function idIn(line: string): string | undefined {
  try {
    const { id } = Object(JSON.parse(line));
    return typeof id === 'string' ? id : undefined;
  } catch {
    return undefined;
  }
}
