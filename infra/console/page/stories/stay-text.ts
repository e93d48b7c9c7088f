import type { Stay } from '../../contract/stories.ts';
import { localSecond } from '../shell/shown-time.ts';

const ENDS = { left: 'left', kicked: 'removed', dismissed: 'group dismissed' } as const;

type StayOfUser = Omit<Stay, 'userID'>;

/**
 * Returns a time of membership as text: `2026-11-24 13:34:31 to now`.
 *
 * @param all all times of the same user in the same group
 */
export function stayText(stay: StayOfUser, all: readonly StayOfUser[]): string {
  const { from, until, end, isExpected } = stay;
  const unknown = notBefore(stay, all) === undefined ? 'before the records' : 'not recorded';
  const start = from === undefined ? unknown : localSecond(from);
  const stop = until === undefined ? 'now' : localSecond(until);
  const notes = [isExpected && 'allowed to join', end && ENDS[end]].filter(Boolean);
  return `${start} to ${stop}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
}

/** Returns the time before which a membership without a known beginning can't have begun: the end of the one before. */
export function notBefore({ until = '9' }: StayOfUser, all: readonly StayOfUser[]): string | undefined {
  return all
    .map((other) => other.until ?? '')
    .filter((end) => end !== '' && end < until)
    .sort()
    .at(-1);
}
