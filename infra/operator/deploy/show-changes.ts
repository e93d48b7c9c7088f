import { counted } from '../../cli/counted.ts';
import type { PlannedAction, PlannedChange } from './change-set.ts';

/** Actions in the order in which they are shown, with the words of a count and of a line. */
const ACTIONS: readonly { readonly action: PlannedAction; readonly done: string; readonly verb: string }[] = [
  { action: 'add', done: 'added', verb: 'adds' },
  { action: 'import', done: 'taken over', verb: 'takes over' },
  { action: 'change', done: 'changed', verb: 'changes' },
  { action: 'mayReplace', done: 'perhaps replaced', verb: 'may replace' },
  { action: 'replace', done: 'replaced', verb: 'replaces' },
  { action: 'remove', done: 'removed', verb: 'removes' },
];

/** More resources with the same change are counted, not named. */
const MAX_NAMED = 3;

/** Returns a summary such as `3 added, 1 removed`. */
export function summaryOf(changes: readonly PlannedChange[]): string {
  const counts = ACTIONS.map(({ action, done }) => ({
    done,
    count: changes.filter((change) => change.action === action).length,
  }));
  return counts
    .filter(({ count }) => count > 0)
    .map(({ count, done }) => `${count} ${done}`)
    .join(', ');
}

/** Returns a line for each kind of change: same action, type and properties. */
export function changeLines(changes: readonly PlannedChange[]): string[] {
  return ACTIONS.flatMap(({ action, verb }) => {
    const alike = Map.groupBy(
      changes.filter((change) => change.action === action),
      ({ type, properties }) => `${type}${properties.length > 0 ? `, ${properties.join(', ')}` : ''}`,
    );
    return [...alike]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([what, group]) => `  ${verb} ${namesOf(group)}: ${what}`);
  });
}

function namesOf(group: readonly PlannedChange[]): string {
  if (group.length > MAX_NAMED) return counted(group.length, 'resource');
  return group.map(({ logicalID }) => logicalID).join(', ');
}
