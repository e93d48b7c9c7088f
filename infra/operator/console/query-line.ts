import type { AuditQuery } from '../../../functions/audit/query.ts';
import { type Matcher, matcherOf } from '../../query/match.ts';
import { parse } from '../../query/parse.ts';
import { planOf } from '../../query/plan.ts';
import { UTC, type Zone, zoneNamed } from '../../query/zone.ts';
import { ConsoleError } from './console-error.ts';

/** A query line that was read at a certain time. */
export interface LineQuery {
  readonly wanted: AuditQuery;
  /** Days that are searched because the line names neither times nor a group, user or operation. */
  readonly defaultDays?: number;
  /** Compares the filters that the index does not answer. */
  readonly residual: Matcher;
  readonly isFiltered: boolean;
  /** Compares everything, for rows that come from no index. */
  readonly all: Matcher;
}

/** Each day without events costs ten queries, one for each of its keys, until as many rows are found as a page has. */
const DEFAULT_DAYS = 7;
const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * @param zone IANA name of the zone of times that name none; UTC by default
 * @throws {ConsoleError} with each mistake, or for a zone that is not known
 */
export function readLine(line: string, now: Date, zone = ''): LineQuery {
  const clock = { now, zone: zoneFor(zone) };
  const { query, mistakes } = parse(line);
  const planned = planOf(query, clock);
  const all = [...mistakes, ...(planned.plan ? [] : planned.mistakes)].map(({ message }) => message);
  const [first] = all;
  if (!planned.plan || first !== undefined) throw new ConsoleError('invalidQuery', first ?? '', all);
  const { wanted, isToday, residual } = planned.plan;
  const matchers = {
    residual: matcherOf(query, clock, residual),
    isFiltered: residual.length > 0,
    all: matcherOf(query, clock),
  };
  if (!isToday || wanted.index !== 'byDay') return { wanted, ...matchers };
  const since = new Date(now.getTime() - DEFAULT_DAYS * DAY_MS).toISOString();
  const { until = now.toISOString() } = wanted;
  return { wanted: { index: 'byDay', since, until }, defaultDays: DEFAULT_DAYS, ...matchers };
}

function zoneFor(name: string): Zone {
  const zone = name === '' ? UTC : zoneNamed(name);
  if (zone) return zone;
  throw new ConsoleError(
    'invalidQuery',
    `The zone ${JSON.stringify(name)} is not known. Use a name such as Asia/Shanghai.`,
  );
}
