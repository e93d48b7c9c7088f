import * as v from 'valibot';
import type { CliCommand } from '../../cli/cli-command.ts';
import { type Io, writeLine } from '../../cli/io.ts';
import { addOptions, flag, option, readOptions } from '../../cli/options.ts';
import { FailedCheck, UsageError } from '../../cli/usage-error.ts';
import { layoutOf } from '../../openim/configuration.ts';
import { checkRegion, regionOption, tableOption } from '../shared-options.ts';
import { checksJson, checksText, isWell } from './print-checks.ts';
import { runChecks } from './run-checks.ts';

const Options = v.object({
  address: option(v.optional(v.pipe(v.string(), v.nonEmpty('needs a URL'))), {
    value: 'URL',
    description: "the address that OpenIM calls (default: that of --webhooks, or this machine's npm start)",
  }),
  webhooks: option(v.optional(v.pipe(v.string(), v.nonEmpty("needs a name. Use OpenIM's config/webhooks.yml"))), {
    value: 'FILE',
    description:
      "OpenIM's config/webhooks.yml (v3.5, v3.6: config/config.yaml), or a compose file or .env with IMENV_WEBHOOKS_ variables",
  }),
  server: option(v.optional(v.string()), {
    value: 'VERSION',
    description: 'version of OpenIM (default: guessed from the keys of the file)',
  }),
  fix: flag('with --webhooks: writes a corrected copy beside the file'),
  json: flag('prints one JSON object'),
  table: tableOption("the stack's AuditTableName, to look for the test events"),
  region: regionOption,
});

/** `npm run doctor`: finds out why a callback does not arrive. */
export function define(command: CliCommand, io: Io): void {
  command
    .description(
      "Checks the receiver as OpenIM calls it, and OpenIM's configuration. It sends test events, which no list and no alarm shows.",
    )
    .action(async () => {
      const { json, table, region, ...options } = readOptions(command, Options);
      checkRegion(region, table);
      if (options.webhooks === undefined && (options.fix || options.server !== undefined))
        throw new UsageError('--fix and --server work only with --webhooks. Add --webhooks FILE.');
      if (options.server !== undefined) layoutOf(options.server);
      const checked = await runChecks(io.env, { ...options, table, region });
      writeLine(io.stdout, json ? checksJson(checked) : checksText(checked));
      if (!isWell(checked.checks)) throw new FailedCheck();
    });
  addOptions(command, Options);
}
