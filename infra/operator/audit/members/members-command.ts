import * as v from 'valibot';
import type { CliCommand } from '../../../cli/cli-command.ts';
import type { Io } from '../../../cli/io.ts';
import { addOptions, flag, option, readOptions } from '../../../cli/options.ts';
import { UsageError } from '../../../cli/usage-error.ts';
import { instantOf, isTime, NOT_A_TIME } from '../../../query/times.ts';
import { localZone, UTC, zoneNamed } from '../../../query/zone.ts';
import { withTables } from '../../open-tables.ts';
import { checkRegion, regionOption, tableOption } from '../../shared-options.ts';
import { showMembers } from './show-members.ts';

/** Records of a machine whose clock is ahead count, too. */
const CLOCK_MARGIN_MS = 60_000;

const Time = v.pipe(v.string(), v.check(isTime, NOT_A_TIME));

const Options = v.object({
  at: option(v.optional(Time), {
    value: 'TIME',
    description: 'members at a time, such as 7d, yesterdayT12:00 or 2026-03-04T05:00Z (default: now)',
  }),
  utc: flag('times in UTC instead of local time'),
  json: flag('one JSON object, with what is known and since when'),
  csv: flag('comma-separated values (RFC 4180) for a spreadsheet'),
  table: tableOption("the stack's AuditTableName"),
  region: regionOption,
});

/** `npm run audit -- members GROUP`: who was in a group, as far as recorded callbacks tell. */
export function defineMembers(command: CliCommand, io: Io): void {
  command
    .description('Shows who is or was in a group, as far as recorded callbacks tell, and since when that is known.')
    .argument('<GROUP>', 'the ID of a group')
    .action(async (given: string) => {
      const { at: typed, utc, json, csv, table, region } = readOptions(command, Options);
      checkRegion(region, table);
      if (json && csv) throw new UsageError('--json and --csv exclude each other. Give only one of them.');
      // A filter such as group:ID means the ID.
      const groupID = given.replace(/^group:/, '');
      if (groupID === '') throw new UsageError('GROUP is empty. Give the ID of a group.');
      const clock = { now: new Date(), zone: utc ? UTC : (zoneNamed(io.env.TZ ?? '') ?? localZone()) };
      const at = typed === undefined ? undefined : instantOf(typed, clock);
      if (at !== undefined && Date.parse(at) > clock.now.getTime() + CLOCK_MARGIN_MS)
        throw new UsageError('--at is in the future. Give a time that has passed, or leave it out.');
      const until = new Date(at === undefined ? clock.now.getTime() + CLOCK_MARGIN_MS : Date.parse(at) + 1);
      const wanted = { groupID, at: at ?? clock.now.toISOString(), until: until.toISOString(), zone: clock.zone };
      const form = json ? 'json' : csv ? 'csv' : 'table';
      await withTables(io.env, { auditTable: table, region }, (tables) => showMembers(io, tables, wanted, form));
    });
  addOptions(command, Options);
}
