import type { KnownValues } from '../../../query/complete.ts';
import type { EventRow } from '../../contract/events.ts';

/** Rows that are read, and values of each filter that are offered. */
const MAX_ROWS = 1_000;
const MAX_VALUES = 50;

/** A summary begins with the rules that fired, in brackets. Monitored ones follow the word `would:`. */
const RULES = /^(?:\(replay\) {2})?\[([^\]"…]*)\]/;

/** Returns what the rows on the page name, in the order of the rows, so that a query can be completed with it. */
export function knownValuesOf(rows: readonly EventRow[]): KnownValues {
  const [group, user, rule] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const { groupID, userID, summary, outcome } of rows.slice(0, MAX_ROWS)) {
    if (groupID) group.add(groupID);
    if (userID) user.add(userID);
    const rules = outcome === 'recorded' ? undefined : RULES.exec(summary)?.[1];
    for (const id of rules?.split(', ') ?? []) rule.add(id.replace(/^would: /, ''));
  }
  const first = (values: ReadonlySet<string>) => [...values].slice(0, MAX_VALUES);
  return { group: first(group), user: first(user), rule: first(rule) };
}
