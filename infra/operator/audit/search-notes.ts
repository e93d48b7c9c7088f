import type { Selection } from '../../../functions/audit/selection-progress.ts';
import { counted } from '../../cli/counted.ts';
import { printable } from '../../cli/printable.ts';
import { format } from '../../query/format.ts';
import type { Plan } from '../../query/plan.ts';
import type { Query } from '../../query/query.ts';
import type { Clock } from '../../query/times.ts';
import { dateOf } from '../../query/times.ts';
import type { Cost } from './clean-ups.ts';

/** Notes about a search. */
export function todayNote(clock: Clock): string {
  return `Only today is searched, ${todayIn(clock)}. Add day: or since: for other times, or a group, user or operation.`;
}

export function todayIn(clock: Clock): string {
  return `${dateOf('today', clock)} (${clock.zone.name})`;
}

/** Says what was not found. */
export function nothingNote(query: Query, { isToday }: Plan, clock: Clock, place: string): string {
  const line = format(query);
  const about = [line && ` for ${line}`, isToday && ` today, ${todayIn(clock)},`].filter(Boolean).join('');
  return printable(`Nothing is recorded${about} in ${place}.`);
}

/** Says what a search has cost so far. */
export function costOf(selection: Selection, { index }: Plan['wanted'], beside: Cost): string {
  const { compared, readUnits, requests } = selection;
  return readNote(compared, index, {
    readUnits: readUnits + beside.readUnits,
    requests: requests + beside.requests,
  });
}

/** Says what rows of an index have cost. */
export function readNote(rows: number, index: string, cost: Readonly<Cost>): string {
  return `Read ${counted(rows, 'row')} of the index ${index} with ${spentIn(cost)}.`;
}

/** Returns read units and requests in words. */
export function spentIn({ readUnits, requests }: Readonly<Cost>): string {
  return `${counted(readUnits, 'read unit')} in ${counted(requests, 'request')}`;
}

/** Says why a search ended early, and how to continue it. Undefined when there is nothing more. */
export function endOf({ end, cursor }: Selection): string | undefined {
  if (end === 'all' || end === undefined) return undefined;
  const reasons = {
    limit: 'There may be more records.',
    reads: 'The search ended at its maximum of read units, which --max-read-units sets.',
    interrupted: 'The search was interrupted.',
  };
  return cursor === undefined ? reasons[end] : `${reasons[end]} Continue with:\n  --cursor ${cursor}`;
}
