import * as v from 'valibot';
import type { CliCommand } from '../../cli/cli-command.ts';
import { type Io, writeLine } from '../../cli/io.ts';
import { addOptions, option, readOptions } from '../../cli/options.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { withTables } from '../open-tables.ts';
import { checkRegion, tableOption } from '../shared-options.ts';
import { readPolicy } from './policy-file.ts';
import { mergedWith } from './policy-merged.ts';
import { preview } from './policy-preview.ts';
import { scopeOf, scopeOptions } from './policy-scope.ts';
import { previewText } from './policy-texts.ts';

const Days = v.pipe(
  v.string(),
  v.regex(/^[1-9]\d{0,2}d$/, 'must be a number of days from 1d to 999d'),
  v.transform((days) => Number.parseInt(days, 10)),
);

const Options = v.object({
  since: option(v.optional(Days, '7d'), { value: 'DAYS', description: 'days back, such as 30d (default: 7d)' }),
  ...scopeOptions,
  auditTable: tableOption("the stack's AuditTableName, for preview"),
});

/** `npm run policy -- preview FILE`. */
export function definePreview(command: CliCommand, { env, stdout, stderr }: Io): void {
  command
    .description("Shows a file's verdicts on recorded requests.")
    .argument('<FILE>', 'the policy, in JSON')
    .action(async (file: string) => {
      const { since: days, auditTable, region, table, group } = readOptions(command, Options);
      checkRegion(region, table, auditTable);
      if (table !== undefined && auditTable === undefined)
        throw new UsageError('preview also needs the audit table. Add --audit-table NAME.');
      const { scope } = scopeOf({ group, table, region: undefined });
      const candidate = await readPolicy(file);
      await withTables(env, { policyTable: table, auditTable, region }, async ({ audit, policy }) => {
        const onProgress = (requests: number, day: string) => writeLine(stderr, `${requests} requests, back to ${day}`);
        const policyOf = await mergedWith(policy, scope, candidate);
        const result = await preview(audit, policyOf, { scope, days, now: new Date(), onProgress });
        writeLine(stdout, previewText(result, stdout.columns));
      });
    });
  addOptions(command, Options);
}
