import * as v from 'valibot';
import type { Io } from '../../cli/io.ts';
import { flag, option } from '../../cli/options.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { type Plan, planOf } from '../../query/plan.ts';
import type { Query } from '../../query/query.ts';
import { type Clock, isDay, isTime, NOT_A_TIME } from '../../query/times.ts';
import { localZone, UTC, zoneNamed } from '../../query/zone.ts';
import { Id } from '../shared-options.ts';
import { type FilterOptions, queryFrom } from './query-words.ts';

const Day = v.pipe(v.string(), v.check(isDay, 'must be today, yesterday or a day in the form YYYY-MM-DD'));
const Time = v.pipe(v.string(), v.check(isTime, NOT_A_TIME));

/** Options of commands that take a query: its filters in long form, and its zone. */
export const filterOptions = {
  group: option(Id, { value: 'ID', description: 'group:ID, callbacks of a group' }),
  user: option(Id, { value: 'ID', description: 'user:ID, callbacks that name a user, in any role' }),
  operation: option(Id, { value: 'ID', description: 'operation:ID, callbacks of an operation' }),
  day: option(v.optional(Day), { value: 'YYYY-MM-DD', description: 'day:YYYY-MM-DD, one day (default: today)' }),
  since: option(v.optional(Time), { value: 'TIME', description: 'since:TIME, such as 2h, 14:00 or 2026-03-04T05:00Z' }),
  until: option(v.optional(Time), { value: 'TIME', description: 'until:TIME, callbacks before a time' }),
  utc: flag('times and days in UTC instead of local time'),
};

/** The same of a command that needs a beginning. */
export const rangeOptions = {
  ...filterOptions,
  day: option(v.optional(Day), {
    value: 'YYYY-MM-DD',
    description: 'day:YYYY-MM-DD, one day, in the place of --since',
  }),
};

/** A query, and how it is read. */
export interface PlannedSearch {
  readonly query: Query;
  readonly plan: Plan;
  readonly clock: Clock;
}

/**
 * Plans the query of some words and options.
 *
 * @throws {UsageError} with a sentence for each mistake
 */
export function plannedSearch(
  words: readonly string[],
  { utc, ...filters }: FilterOptions & { readonly utc: boolean },
  { env }: Pick<Io, 'env'>,
  now: Date,
): PlannedSearch {
  return planned(queryFrom(words, filters), { now, zone: utc ? UTC : (zoneNamed(env.TZ ?? '') ?? localZone()) });
}

/** @throws {UsageError} when the times leave nothing */
export function planned(query: Query, clock: Clock): PlannedSearch {
  const { plan, mistakes } = { mistakes: [], ...planOf(query, clock) };
  if (!plan) throw new UsageError(mistakes.map(({ message }) => message).join(' '));
  return { query, plan, clock };
}
