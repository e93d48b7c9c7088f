import * as v from 'valibot';
import type { CliCommand } from '../../../cli/cli-command.ts';
import type { Io } from '../../../cli/io.ts';
import { addOptions, option, readOptions } from '../../../cli/options.ts';
import { UsageError } from '../../../cli/usage-error.ts';
import { withTables } from '../../open-tables.ts';
import { checkRegion, regionOption, tableOption } from '../../shared-options.ts';
import { rangeOf } from '../oldest-first.ts';
import { plannedSearch, rangeOptions } from '../planned-search.ts';
import { exportRecords } from './export-records.ts';

const Options = v.object({
  ...rangeOptions,
  out: option(v.optional(v.pipe(v.string(), v.nonEmpty('needs a name'))), {
    value: 'FILE',
    description: 'the file to write, such as audit.ndjson.gz (required)',
  }),
  table: tableOption("the stack's AuditTableName"),
  region: regionOption,
});

/** `npm run audit -- export`: writes records into a compressed file, and continues after an interruption. */
export function defineExport(command: CliCommand, io: Io): void {
  command
    .description(
      'Writes complete records into a gzip file, oldest first, one JSON object a line. Needs --since and --out.',
    )
    .argument('[QUERY...]', 'filters and texts; docs/audit.md lists them')
    .takeNegations()
    .action(async (words: string[]) => {
      const { table, region, out, ...filters } = readOptions(command, Options);
      checkRegion(region, table);
      if (out === undefined) throw new UsageError('--out is missing. Add --out FILE, such as audit.ndjson.gz.');
      const search = plannedSearch(words, filters, io, new Date());
      rangeOf(search);
      await withTables(io.env, { auditTable: table, region }, (tables) =>
        // Tables of two regions can have one name.
        exportRecords(io, { ...tables, place: [tables.place, region].filter(Boolean).join(' ') }, search, out),
      );
    });
  addOptions(command, Options);
}
