import * as v from 'valibot';
import type { AuditQuery } from '../../../functions/audit/query.ts';
import { ALL_GROUPS } from '../../../functions/policy/stored-policy.ts';
import type { CliCommand } from '../../cli/cli-command.ts';
import { truncate } from '../../cli/columns.ts';
import { columnsIn, type Io, writeAndWait, writeLine } from '../../cli/io.ts';
import { addOptions, flag, option, readOptions } from '../../cli/options.ts';
import { endOf, rangeOf, Time } from '../../cli/times.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { withTables } from '../open-tables.ts';
import { checkRegion, tableOption, WholeNumber } from '../shared-options.ts';
import { requireLists } from './missing-lists.ts';
import { mergedWith } from './policy-merged.ts';
import { preview } from './policy-preview.ts';
import { scopeOptions } from './policy-scope.ts';
import { type PolicySource, readSource } from './policy-source.ts';
import type { PreviewCounts } from './preview-counts.ts';
import { countsJson, countsText, requestJson, requestText } from './preview-text.ts';
import type { Previewed } from './previewed.ts';

const Limit = v.union(
  [
    v.pipe(
      v.literal('all'),
      v.transform(() => Number.POSITIVE_INFINITY),
    ),
    WholeNumber,
  ],
  'must be a whole number of at least 1, or all',
);

const Options = v.object({
  since: option(v.optional(Time, '7d'), {
    value: 'TIME',
    description: 'requests from a time on, such as 36h, 30d or 2026-03-04T05:00Z (default: 7d)',
  }),
  until: option(v.optional(Time), { value: 'TIME', description: 'requests before a time' }),
  limit: option(v.optional(Limit, '50'), {
    value: 'N',
    description: 'maximum number of requests to show, or all (default: 50). The counts include all requests',
  }),
  json: flag('one JSON object a line for each shown request, then one with the counts'),
  ...scopeOptions,
  auditTable: tableOption("the stack's AuditTableName, for preview"),
});

/** `npm run policy -- preview FILE|DIR`. */
export function definePreview(command: CliCommand, io: Io): void {
  command
    .description('Shows what a file or directory would decide about recorded requests.')
    .argument('<FILE>', 'the policy, in JSON, or a directory')
    .action(async (path: string) => {
      const { auditTable, region, table, group, limit, json, ...times } = readOptions(command, Options);
      checkRegion(region, table, auditTable);
      if (table !== undefined && auditTable === undefined)
        throw new UsageError('preview also needs the audit table. Add --audit-table NAME.');
      const source = await readSource(path, group);
      const wanted = queryOf(source, times, new Date());
      await withTables(io.env, { policyTable: table, auditTable, region }, async ({ audit, policy }) => {
        await requireLists(policy, source);
        const rows = new Rows(io, limit, json);
        const onProgress = (requests: number, day: string) =>
          writeLine(io.stderr, `${requests} requests, back to ${day}`);
        const show = (previewed: Previewed) => rows.show(previewed);
        const counts = await preview(audit, await mergedWith(policy, source), { wanted, show, onProgress });
        await rows.end(counts, wanted);
      });
    });
  addOptions(command, Options);
}

type Times = Pick<v.InferOutput<typeof Options>, 'since' | 'until'>;

/** Returns the requests that a source concerns: those of one group, if it is a group's file. */
function queryOf(
  { isDirectory, policies }: PolicySource,
  times: Times,
  now: Date,
): AuditQuery & { readonly since: string } {
  const { since = '', until } = rangeOf(times, now);
  const { scope = ALL_GROUPS } = isDirectory ? {} : (policies[0] ?? {});
  return scope === ALL_GROUPS
    ? { index: 'byDay', since, until: until ?? endOf(now) }
    : { index: 'byGroup', id: scope, since, until };
}

/** Writes requests as they are found, because a list of all would not fit into memory. */
class Rows {
  readonly #io: Io;
  readonly #limit: number;
  readonly #isJson: boolean;
  #found = 0;

  constructor(io: Io, limit: number, isJson: boolean) {
    this.#io = io;
    this.#limit = limit;
    this.#isJson = isJson;
  }

  async show(previewed: Previewed): Promise<void> {
    this.#found += 1;
    if (this.#found > this.#limit) return;
    const { stdout } = this.#io;
    const width = columnsIn(stdout) ?? Number.POSITIVE_INFINITY;
    await writeAndWait(stdout, this.#isJson ? requestJson(previewed) : truncate(requestText(previewed), width));
  }

  async end(counts: PreviewCounts, { since, until }: AuditQuery): Promise<void> {
    const shown = Math.min(this.#found, this.#limit);
    const more = this.#found - shown;
    const { stdout } = this.#io;
    if (this.#isJson) return writeAndWait(stdout, countsJson(counts, { since, until, shown }));
    if (more > 0) writeLine(stdout, `and ${more} more. Show them with --limit all.`);
    await writeAndWait(stdout, `${shown > 0 ? '\n' : ''}${countsText(counts)}`);
  }
}
