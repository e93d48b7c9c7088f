import type { Stay } from '../../../console/contract/stories.ts';
import type { MemberEvent } from './member-event.ts';

type Open = Omit<Stay, 'until' | 'end'>;

/**
 * Returns the times of membership that events tell, by their beginning. Those without one come first. A user who does something that
 * only a member can do was a member before.
 *
 * @param events of one group, oldest first
 */
export function staysOf(events: readonly MemberEvent[]): Stay[] {
  const open = new Map<string, Open>();
  const ended: Stay[] = [];
  const end = (userID: string, until: string, how: NonNullable<Stay['end']>) => {
    ended.push({ ...(open.get(userID) ?? { userID }), until, end: how });
    open.delete(userID);
  };
  for (const { kind, at, userIDs } of events) {
    for (const userID of userIDs) {
      const stay = open.get(userID);
      if (kind === 'left' || kind === 'kicked') end(userID, at, kind);
      else if (kind === 'dismissed') end(userID, at, kind);
      else if (kind === 'owner') open.set(userID, stay ?? { userID });
      else if (kind === 'expected') open.set(userID, stay ?? { userID, from: at, isExpected: true });
      else if (!stay || stay.isExpected) open.set(userID, { userID, from: at });
    }
    if (kind === 'dismissed') for (const userID of [...open.keys()]) end(userID, at, kind);
  }
  return [...ended, ...open.values()].sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1));
}
