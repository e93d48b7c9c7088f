import { once } from 'node:events';
import * as v from 'valibot';
import { list } from '../../../functions/audit/query.ts';
import type { CliCommand } from '../../cli/cli-command.ts';
import { type Io, writeLine } from '../../cli/io.ts';
import { addOptions, option, readOptions } from '../../cli/options.ts';
import { endOf } from '../../cli/times.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { asPortError } from '../../local/port-error.ts';
import { type Tables, withTables } from '../open-tables.ts';
import { checkRegion, regionOption, tableOption } from '../shared-options.ts';
import { pollingFollow } from './follow/polled-events.ts';
import { startConsole } from './server.ts';

const Port = v.pipe(
  v.string(),
  v.regex(/^\d{1,5}$/, 'must be a port number from 0 to 65535'),
  v.transform(Number),
  v.maxValue(65_535, 'must be a port number from 0 to 65535'),
);

const Options = v.object({
  port: option(v.optional(Port, '10008'), { value: 'PORT', description: 'port of this machine (default: 10008)' }),
  table: tableOption("the stack's AuditTableName"),
  policyTable: tableOption("the stack's PolicyTableName, for policies, try and preview"),
  region: regionOption,
});

/** `npm run console`: a page of this machine that shows what happened, also in AWS. */
export function define(command: CliCommand, io: Io): void {
  command
    .description('Shows records, stories and policies in a browser of this machine, with your own credentials.')
    .action(async () => {
      const { port, table: auditTable, policyTable, region } = readOptions(command, Options);
      checkRegion(region, auditTable);
      if (policyTable !== undefined && auditTable === undefined)
        throw new UsageError('--policy-table works only with --table. Add --table NAME.');
      const isPolicyKnown = auditTable === undefined || policyTable !== undefined;
      await withTables(io.env, { auditTable, policyTable, region }, (tables) => serve(io, tables, port, isPolicyKnown));
    });
  addOptions(command, Options);
}

async function serve({ stdout }: Io, tables: Tables, port: number, isPolicyKnown: boolean): Promise<void> {
  const { audit, policy, place } = tables;
  await requireReadable(tables);
  const source = {
    ...{ audit, place, follow: pollingFollow(audit), now: () => new Date() },
    ...(isPolicyKnown && { policy }),
  };
  const console = await startConsole(source, port).catch((error) => {
    throw asPortError(error, port, '--port');
  });
  writeLine(stdout, `Open in a browser of this machine:  ${console.address}`);
  writeLine(stdout, `Records are read from ${place}. Nothing is written. Ctrl-C ends the console.`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await console.close();
}

/** A wrong name or missing credentials end the command with a sentence, before there is a page. */
async function requireReadable({ audit }: Tables): Promise<void> {
  const now = new Date();
  await list(audit, { index: 'byDay', since: now.toISOString(), until: endOf(now) }, 1).next();
}
