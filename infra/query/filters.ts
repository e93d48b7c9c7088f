import type { Role } from '../../functions/openim/roles.ts';
import type { Outcome } from '../../functions/record/outcome.ts';
import type { FilterName } from './query.ts';

interface FilterHelp {
  readonly description: string;
  /** A value after the colon. */
  readonly example: string;
}

/** Filters with a name of their own. Texts have none. */
export const FILTERS: Readonly<Record<Exclude<FilterName, 'text'>, FilterHelp>> = {
  command: { description: 'callbacks of one name, also without command:', example: 'kick' },
  group: { description: 'callbacks of a group', example: '3264894561' },
  user: { description: 'callbacks that name a user, in any role', example: '7421360985' },
  role: { description: 'role of the user in the callback', example: 'kicked' },
  operation: { description: 'callbacks of an operation', example: '1764510000123' },
  outcome: { description: 'what became of the callback', example: 'refused' },
  rule: { description: 'a rule that fired: its ID, or the beginning of it', example: 'staff' },
  since: { description: 'from a time on', example: '2h' },
  until: { description: 'before a time', example: '2026-03-04T05:00' },
  day: { description: 'one day', example: 'yesterday' },
};

export const FILTER_NAMES = Object.keys(FILTERS) as (keyof typeof FILTERS)[];

export function isFilterName(name: string): name is keyof typeof FILTERS {
  return Object.hasOwn(FILTERS, name);
}

/** A type-checked list: the compiler rejects a missing or a wrong name. */
const ALL_OUTCOMES: Readonly<Record<Outcome, true>> = {
  recorded: true,
  allowed: true,
  changed: true,
  refused: true,
  malformed: true,
  failed: true,
};

const ALL_ROLES: Readonly<Record<Role, true>> = {
  joined: true,
  inviter: true,
  invited: true,
  kicked: true,
  left: true,
  applicant: true,
  owner: true,
  'old owner': true,
  'new owner': true,
  creator: true,
  member: true,
  sender: true,
  receiver: true,
  friend: true,
  blocked: true,
  user: true,
};

export const OUTCOMES: readonly string[] = Object.keys(ALL_OUTCOMES);
export const ROLES: readonly string[] = Object.keys(ALL_ROLES);
