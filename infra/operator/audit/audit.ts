import * as v from 'valibot';
import type { AuditQuery } from '../../../functions/audit/query.ts';
import type { CliCommand } from '../../cli/cli-command.ts';
import type { Io } from '../../cli/io.ts';
import { addOptions, flag, option, readOptions } from '../../cli/options.ts';
import { endOf, rangeOf, Time } from '../../cli/times.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { withTables } from '../open-tables.ts';
import { checkRegion, Id, regionOption, tableOption, WholeNumber } from '../shared-options.ts';
import { defineDerive } from './derive-command.ts';
import { defineRestore } from './restore-command.ts';
import { defineShow } from './show-command.ts';
import { showRecords } from './show-records.ts';

const isDay = (day: string) => new Date(`${day}T00:00Z`).toJSON()?.slice(0, 10) === day;
const Day = v.pipe(v.string(), v.check(isDay, 'must be a day in the form YYYY-MM-DD'));

const Options = v.object({
  group: option(Id, { value: 'ID', description: 'callbacks of a group' }),
  user: option(Id, { value: 'ID', description: 'callbacks that name a user, in any role' }),
  operation: option(Id, { value: 'ID', description: 'callbacks of an operation' }),
  day: option(v.optional(Day), { value: 'YYYY-MM-DD', description: 'callbacks of a day in UTC (default: today)' }),
  since: option(v.optional(Time), {
    value: 'TIME',
    description: 'callbacks from a time on, such as 2h or 2026-03-04T05:00Z',
  }),
  until: option(v.optional(Time), { value: 'TIME', description: 'callbacks before a time' }),
  limit: option(v.optional(WholeNumber, '50'), { value: 'N', description: 'maximum number of records (default: 50)' }),
  cursor: option(v.optional(Id), { value: 'CURSOR', description: 'continues the same search, as its last line says' }),
  ids: flag('adds a column of eventIDs, for show EVENTID'),
  json: flag("one JSON object a line, with the record's own field names"),
  table: tableOption("the stack's AuditTableName"),
  region: regionOption,
});

/** `npm run audit`: who joined, who dismissed, what changed, what was refused. */
export function define(command: CliCommand, io: Io): void {
  command
    .description('Shows recorded callbacks, newest first. Choose a group, a user, an operation or a day.')
    // Lets options stand before a command, too.
    .enablePositionalOptions()
    .action(async () => {
      const { table, region, limit, cursor, json, ids, ...filters } = readOptions(command, Options);
      checkRegion(region, table);
      const query = queryOf(filters, new Date());
      await withTables(io.env, { auditTable: table, region }, (tables) =>
        showRecords(io, tables, { query, limit, cursor, json, ids }),
      );
    });
  addOptions(command, Options);
  defineShow(command.command('show'), io);
  defineRestore(command.command('restore'), io);
  defineDerive(command.command('derive'), io);
}

type Filters = Pick<v.InferOutput<typeof Options>, 'group' | 'user' | 'operation' | 'day' | 'since' | 'until'>;

/** Checks by hand that one filter is given at most, because commander's own error names only two of them. */
function queryOf({ group, user, operation, day, ...range }: Filters, now: Date): AuditQuery {
  const { since, until } = rangeOf(range, now);
  const filters = [
    { index: 'byGroup', id: group },
    { index: 'byUser', id: user },
    { index: 'byOperation', id: operation },
  ] as const;
  const [filter, ...others] = filters.flatMap(({ index, id }) =>
    id === undefined ? [] : { index, id, day, since, until },
  );
  if (others.length > 0)
    throw new UsageError('--group, --user and --operation exclude each other. Give only one of them.');
  if (filter) return filter;
  if (day === undefined && since !== undefined) return { index: 'byDay', since, until: until ?? endOf(now) };
  return { index: 'byDay', day: day ?? now.toISOString().slice(0, 10), since, until };
}
