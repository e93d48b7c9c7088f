import type { Selection } from '../../../functions/audit/selection-progress.ts';
import { format } from '../../query/format.ts';
import type { Plan } from '../../query/plan.ts';
import type { Query } from '../../query/query.ts';
import type { Clock } from '../../query/times.ts';
import { dateOf } from '../../query/times.ts';
import type { Cost } from './clean-ups.ts';

/** Words about a search, for a person. */
export function todayNote(clock: Clock): string {
  return `Only today is searched, ${todayIn(clock)}. Add day: or since: for other times, or a group, user or operation.`;
}

export function todayIn(clock: Clock): string {
  return `${dateOf('today', clock)} (${clock.zone.name})`;
}

/** Says what was looked for in vain. */
export function nothingNote(query: Query, { isToday }: Plan, clock: Clock, place: string): string {
  const line = format(query);
  const about = [line && ` for ${line}`, isToday && ` today, ${todayIn(clock)},`].filter(Boolean).join('');
  return `Nothing is recorded${about} in ${place}.`;
}

/** Says what a search has cost so far. */
export function costOf(selection: Selection, { index }: Plan['wanted'], beside: Cost): string {
  const { compared, readUnits, requests } = selection;
  const rows = compared === 1 ? '1 row' : `${numeral(compared)} rows`;
  return `Read ${rows} of the index ${index} with ${spentIn(readUnits + beside.readUnits, requests + beside.requests)}.`;
}

/** Returns read units and requests in words. */
export function spentIn(readUnits: number, requests: number): string {
  return `${numeral(readUnits)} read units in ${requests === 1 ? '1 request' : `${numeral(requests)} requests`}`;
}

/** Says why a search ended before its end, and how it goes on. Undefined when there is nothing more. */
export function endOf({ end, cursor }: Selection): string | undefined {
  if (end === 'all' || end === undefined) return undefined;
  const reasons = {
    limit: 'There may be more records.',
    reads: 'The search ended at its maximum of read units, which --max-read-units sets.',
    interrupted: 'The search was interrupted.',
  };
  return cursor === undefined ? reasons[end] : `${reasons[end]} Continue with:\n  --cursor ${cursor}`;
}

function numeral(count: number): string {
  return count.toLocaleString('en');
}
