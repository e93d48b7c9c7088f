import type { AuditQuery } from '../../functions/audit/query.ts';
import type { AuditRecord } from '../../functions/record/record.ts';
import { endOf, timeOf } from '../cli/times.ts';
import { ConsoleError } from './console-error.ts';
import type { EventRow } from './contract/events.ts';

/** A line that was read at a certain time. */
export interface LineQuery {
  readonly wanted: AuditQuery;
  /** Days that are searched because the line names neither times nor an index. */
  readonly defaultDays?: number;
  /** Tells whether a row belongs to the query; undefined where only the whole record can tell. */
  readonly matchesRow: (row: EventRow) => boolean | undefined;
  readonly matchesRecord: (record: AuditRecord) => boolean;
}

const DEFAULT_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** @throws {ConsoleError} naming each mistake */
export function readLine(line: string, now: Date): LineQuery {
  const terms = line.split(/\s+/).filter((word) => word !== '');
  const termNamed = (name: string) => terms.find((term) => term.startsWith(`${name}:`))?.slice(name.length + 1);
  const [group, user, outcome, since] = ['group', 'user', 'outcome', 'since'].map(termNamed);
  const sinceTime = since === undefined ? undefined : timeOf(since, now);
  if (since !== undefined && sinceTime === undefined)
    throw new ConsoleError('invalidQuery', 'since: is not a time. Use one such as 2h, 7d or 2026-03-04T05:00Z.');
  const matchesRow = (row: EventRow) =>
    (outcome === undefined || row.outcome === outcome) && (group === undefined || row.groupID === group);
  const rest = { matchesRow, matchesRecord: () => true };
  if (user) return { wanted: { index: 'byUser', id: user, since: sinceTime }, ...rest };
  if (group) return { wanted: { index: 'byGroup', id: group, since: sinceTime }, ...rest };
  const first = sinceTime ?? new Date(now.getTime() - DEFAULT_DAYS * DAY_MS).toISOString();
  return {
    wanted: { index: 'byDay', since: first, until: endOf(now) },
    ...(sinceTime === undefined && { defaultDays: DEFAULT_DAYS }),
    ...rest,
  };
}
