import * as v from 'valibot';
import type { CliCommand } from '../../cli/cli-command.ts';
import type { Io } from '../../cli/io.ts';
import { addOptions, flag, option, readOptions } from '../../cli/options.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { FILTERS } from '../../query/filters.ts';
import type { Plan } from '../../query/plan.ts';
import { type Query, valuesOf } from '../../query/query.ts';
import { withTables } from '../open-tables.ts';
import { withRunningTables } from '../running-tables.ts';
import { checkRegion, Id, regionOption, tableOption, WholeNumber } from '../shared-options.ts';
import { defineDerive } from './derive-command.ts';
import { defineExport } from './export/export-command.ts';
import { followRecords } from './follow-records.ts';
import { defineMembers } from './members/members-command.ts';
import { filterOptions, plannedSearch } from './planned-search.ts';
import { queryFrom } from './query-words.ts';
import type { Form } from './record-lines.ts';
import { defineReplay } from './replay/replay-command.ts';
import { defineRestore } from './restore-command.ts';
import { defineShow } from './show-command.ts';
import { showRecords } from './show-records.ts';

const Options = v.object({
  ...filterOptions,
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
    .argument('[QUERY...]', 'filters and texts; docs/audit.md lists them')
    .takeNegations()
    // Allows options before a command, too.
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
      if (follow) refuseWithFollow({ limit, cursor }, queryFrom(words, filters));
      const search = plannedSearch(words, { ...filters, utc }, io, new Date());
      const plan = tests ? planOfTests(search.plan) : search.plan;
      const options = { ...search, plan, maxReadUnits, form, ids };
      const inAws = { auditTable: table, region };
      if (follow) return withRunningTables(io.env, inAws, (tables) => followRecords(io, tables, options));
      await withTables(io.env, inAws, (tables) =>
        showRecords(io, tables, { ...options, limit: limit ?? DEFAULT_LIMIT, cursor }),
      );
    });
  addOptions(command, Options);
  command.addHelpText('after', filterHelp());
  defineShow(command.command('show'), io);
  defineRestore(command.command('restore'), io);
  defineDerive(command.command('derive'), io);
  defineMembers(command.command('members'), io);
  defineExport(command.command('export'), io);
  defineReplay(command.command('replay'), io);
}

/** @throws {UsageError} for an option that only a search has, or a query that ends at a time */
function refuseWithFollow(options: Readonly<Record<string, unknown>>, query: Query): void {
  const [name] = Object.entries(options).find(([, value]) => value !== undefined) ?? [];
  if (name !== undefined)
    throw new UsageError(`--${name} and --follow exclude each other. Leave out --${name}; since: begins earlier.`);
  if ([...valuesOf(query, 'until'), ...valuesOf(query, 'day')].length > 0)
    throw new UsageError('--follow shows what comes from now on. Leave out until: and day:, or use since: alone.');
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
