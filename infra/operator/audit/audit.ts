import * as v from 'valibot';
import type { CliCommand } from '../../cli/cli-command.ts';
import type { Io } from '../../cli/io.ts';
import { addOptions, flag, option, readOptions } from '../../cli/options.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { FILTERS } from '../../query/filters.ts';
import { type Plan, planOf } from '../../query/plan.ts';
import { isDay, isTime } from '../../query/times.ts';
import { localZone, UTC, zoneNamed } from '../../query/zone.ts';
import { withTables } from '../open-tables.ts';
import { withRunningTables } from '../running-tables.ts';
import { checkRegion, Id, regionOption, tableOption, WholeNumber } from '../shared-options.ts';
import { defineDerive } from './derive-command.ts';
import { followRecords } from './follow-records.ts';
import { queryFrom } from './query-words.ts';
import type { Form } from './record-lines.ts';
import { defineRestore } from './restore-command.ts';
import { defineShow } from './show-command.ts';
import { showRecords } from './show-records.ts';

const Day = v.pipe(v.string(), v.check(isDay, 'must be today, yesterday or a day in the form YYYY-MM-DD'));
const Time = v.pipe(v.string(), v.check(isTime, 'must be a time such as 2h, 7d or 2026-03-04T05:00Z'));

const Options = v.object({
  group: option(Id, { value: 'ID', description: 'group:ID, callbacks of a group' }),
  user: option(Id, { value: 'ID', description: 'user:ID, callbacks that name a user, in any role' }),
  operation: option(Id, { value: 'ID', description: 'operation:ID, callbacks of an operation' }),
  day: option(v.optional(Day), { value: 'YYYY-MM-DD', description: 'day:YYYY-MM-DD, one day (default: today)' }),
  since: option(v.optional(Time), { value: 'TIME', description: 'since:TIME, such as 2h or 2026-03-04T05:00Z' }),
  until: option(v.optional(Time), { value: 'TIME', description: 'until:TIME, callbacks before a time' }),
  utc: flag('times and days in UTC instead of local time'),
  limit: option(v.optional(WholeNumber), { value: 'N', description: 'maximum number of records (default: 50)' }),
  cursor: option(v.optional(Id), { value: 'CURSOR', description: 'continues the same search, as its last line says' }),
  maxReadUnits: option(v.optional(WholeNumber), {
    value: 'N',
    description: 'ends a search at a cost (default: 2000, if filters drop rows)',
  }),
  follow: flag('waits for new records and shows them as they come, oldest first; Ctrl-C ends it'),
  tests: flag("the doctor's test events instead of what OpenIM sent"),
  ids: flag('adds a column of eventIDs, for show EVENTID'),
  json: flag("one JSON object a line, with the record's own field names"),
  csv: flag('comma-separated values (RFC 4180) for a spreadsheet'),
  cloudevents: flag('one CloudEvent (1.0, JSON) a line'),
  table: tableOption("the stack's AuditTableName"),
  region: regionOption,
});

const DEFAULT_LIMIT = 50;

/** `npm run audit`: who joined, who dismissed, what changed, what was refused. */
export function define(command: CliCommand, io: Io): void {
  command
    .description(
      'Shows recorded callbacks, newest first. QUERY is a line such as: kick group:g77 -outcome:refused since:2h "spam"',
    )
    .argument('[QUERY...]', 'filters and texts; docs/audit-record.md lists them')
    .takeNegations()
    // Lets options stand before a command, too.
    .enablePositionalOptions()
    .action(async (words: string[]) => {
      const {
        table,
        region,
        limit,
        cursor,
        maxReadUnits,
        follow,
        tests,
        ids,
        utc,
        json,
        csv,
        cloudevents,
        ...filters
      } = readOptions(command, Options);
      checkRegion(region, table);
      const form = formOf({ json, csv, cloudevents });
      const query = queryFrom(words, filters);
      const clock = { now: new Date(), zone: utc ? UTC : (zoneNamed(io.env.TZ ?? '') ?? localZone()) };
      const planned = planOf(query, clock);
      if (!planned.plan) throw new UsageError(planned.mistakes.map(({ message }) => message).join(' '));
      const options = { query, plan: tests ? planOfTests(planned.plan) : planned.plan, clock, maxReadUnits, form, ids };
      const inAws = { auditTable: table, region };
      if (follow) {
        refuseWithFollow({ limit, cursor });
        return withRunningTables(io.env, inAws, (tables) => followRecords(io, tables, options));
      }
      await withTables(io.env, inAws, (tables) =>
        showRecords(io, tables, { ...options, limit: limit ?? DEFAULT_LIMIT, cursor }),
      );
    });
  addOptions(command, Options);
  command.addHelpText('after', filterHelp());
  defineShow(command.command('show'), io);
  defineRestore(command.command('restore'), io);
  defineDerive(command.command('derive'), io);
}

/** @throws {UsageError} for an option that only a search has */
function refuseWithFollow(options: Readonly<Record<string, unknown>>): void {
  const [name] = Object.entries(options).find(([, value]) => value !== undefined) ?? [];
  if (name !== undefined)
    throw new UsageError(`--${name} and --follow exclude each other. Leave out --${name}; since: begins earlier.`);
}

/** Tests are in the index by day alone, without search keys. */
function planOfTests(plan: Plan): Plan {
  if (plan.wanted.index !== 'byDay')
    throw new UsageError('--tests shows the tests of days. Leave out group:, user: and operation:.');
  return { ...plan, wanted: { ...plan.wanted, tests: true } };
}

/** Lists the filters of a query. */
function filterHelp(): string {
  const rows = Object.entries(FILTERS).map(([name, { example, description }]) => [`${name}:${example}`, description]);
  const width = Math.max(...rows.map(([filter = '']) => filter.length));
  const lines = rows.map(([filter = '', description]) => `  ${filter.padEnd(width)}  ${description}`);
  return `\nFilters of QUERY, negated by a hyphen. Several of one kind mean "or". Other words are texts, each of which must be found:\n${lines.join('\n')}`;
}

function formOf(flags: Readonly<Record<Exclude<Form, 'table'>, boolean>>): Form {
  const forms = (['json', 'csv', 'cloudevents'] as const).filter((form) => flags[form]);
  if (forms.length > 1) throw new UsageError(`--${forms.join(' and --')} exclude each other. Give only one of them.`);
  return forms[0] ?? 'table';
}
