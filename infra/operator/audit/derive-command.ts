import * as v from 'valibot';
import { deriveSince } from '../../../functions/derivation/derive-since.ts';
import { createPacer } from '../../../functions/derivation/pacer.ts';
import type { CliCommand } from '../../cli/cli-command.ts';
import { type Io, writeLine } from '../../cli/io.ts';
import { addOptions, option, readOptions } from '../../cli/options.ts';
import { Time, timeOf } from '../../cli/times.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { withTables } from '../open-tables.ts';
import { checkRegion, regionOption, tableOption } from '../shared-options.ts';

/** Rate at which entries never throttle callbacks. */
const ENTRIES_PER_SECOND = 1_000;

const Options = v.object({
  since: option(v.optional(Time), {
    value: 'TIME',
    description: 'records from a time on, such as 2h or 7d (required)',
  }),
  until: option(v.optional(Time), { value: 'TIME', description: 'records before a time (default: now)' }),
  table: tableOption("the stack's AuditTableName"),
  region: regionOption,
});

/** `npm run audit -- derive`: writes missing entries, by which people find their records. */
export function defineDerive(command: CliCommand, io: Io): void {
  command
    .description('Writes missing entries, by which searches for a user find all records that name the user.')
    .action(async () => {
      const { since, until, table, region } = readOptions(command, Options);
      checkRegion(region, table);
      if (since === undefined) throw new UsageError('--since is missing. Add --since TIME, such as 2h or 7d.');
      const now = new Date();
      const range = { since: timeOf(since, now) ?? '', until: timeOf(until ?? '', now) ?? now.toISOString() };
      if (range.since >= range.until) throw new UsageError('--until is not later than --since. Correct one of them.');
      let [records, people] = [0, 0];
      await withTables(io.env, { auditTable: table, region }, ({ audit }) =>
        deriveSince(
          audit,
          createPacer(ENTRIES_PER_SECOND, () => performance.now()),
          range,
          (further) => {
            records += 1;
            people += further;
          },
        ),
      );
      writeLine(io.stdout, `${records} records are complete. They have ${people} entries.`);
    });
  addOptions(command, Options);
}
