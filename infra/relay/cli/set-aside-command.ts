import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { toBatchLine } from '../../../functions/openim/relay-protocol.ts';
import type { CliCommand } from '../../cli/cli-command.ts';
import { columnsIn, type Io, writeAndWait, writeLine } from '../../cli/io.ts';
import { addOptions, readOptions } from '../../cli/options.ts';
import { quoted, sentence, toJson } from '../../cli/printable.ts';
import { TextTable } from '../../cli/text-table.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { RECEIVER } from '../receiver/target.ts';
import { RelayOptionsSchema } from '../relay-options.ts';
import { spoolDirectoryOf } from '../relay-settings.ts';
import { Spool } from '../spool/spool.ts';
import { type SetAside, SpoolFailure } from '../spool/spooled.ts';

const PAGE = 100;

const Options = v.object({ spool: RelayOptionsSchema.entries.spool });

/** `relay set-aside`: callbacks that the receiver can never take. It works while a relay runs, and without one. */
export function defineSetAside(command: CliCommand, io: Io, threadUrl: URL): void {
  command.description('Shows, retries or exports callbacks that the receiver or another server could not take.');
  command.action(() => command.outputHelp());
  const list = command.command('list').description('Lists them, the oldest first.');
  list.action(async () => {
    let isEmpty = true;
    const table = new TextTable(['ID', 'RECEIVED (UTC)', 'CALLBACK', 'BYTES', 'FOR', 'REASON'], columnsIn(io.stdout));
    await usingSpool(list, io, threadUrl, async (spool) => {
      for await (const page of pagesOf(spool)) {
        isEmpty = false;
        await writeAndWait(io.stdout, table.page(page.map(rowOf)).join('\n'));
      }
    });
    if (isEmpty) writeLine(io.stdout, 'Nothing is set aside.');
  });
  const retry = command
    .command('retry')
    .description('Delivers them again, all or those of some IDs.')
    .argument('[ID...]');
  retry.action(async (ids: string[]) => {
    await usingSpool(retry, io, threadUrl, async (spool) => {
      const count = await spool.retry(ids.length > 0 ? ids : undefined);
      if (count === 0 && ids.length > 0)
        throw new UsageError('No callback with such an ID is set aside. Use an ID that relay set-aside list shows.');
      writeLine(io.stdout, `${count} will be delivered again by the relay.`);
    });
  });
  const exported = command
    .command('export')
    .description('Prints them as JSON lines, with their bodies. They stay set aside.');
  exported.action(async () => {
    await usingSpool(exported, io, threadUrl, async (spool) => {
      for await (const page of pagesOf(spool)) await writeAndWait(io.stdout, page.map(lineOf).join('\n'));
    });
  });
  for (const each of [list, retry, exported]) addOptions(each, Options);
}

async function usingSpool(
  command: CliCommand,
  { env }: Io,
  threadUrl: URL,
  use: (spool: Spool) => Promise<void>,
): Promise<void> {
  const directory = spoolDirectoryOf(readOptions(command, Options), env);
  if (!existsSync(join(directory, 'spool.db')))
    throw new UsageError(`There is no spool in ${directory}. Set --spool to the directory of the relay.`);
  const spool = await Spool.open({
    threadUrl,
    directory,
    targets: [RECEIVER],
    limitBytes: 0,
    reserveBytes: 0,
    isExclusive: false,
  });
  try {
    await use(spool);
  } catch (error) {
    if (!(error instanceof SpoolFailure)) throw error;
    throw new UsageError(
      `The spool ${directory} can't be used: ${error.message}. Check the disk and the permissions of its files.`,
    );
  } finally {
    await spool.close();
  }
}

async function* pagesOf(spool: Spool): AsyncGenerator<readonly SetAside[]> {
  let after = 0;
  for (;;) {
    const page = await spool.listSetAside(after, PAGE);
    if (page.length === 0) return;
    yield page;
    after = page.at(-1)?.request.sequence ?? after;
  }
}

function rowOf({ request, target, reason }: SetAside): string[] {
  const callback = request.path.replace(/^\/|\?.*$/g, '');
  return [request.id, request.receivedAt, quoted(callback), String(request.body.length), target, sentence(reason)];
}

function lineOf({ request, target, setAsideAt, reason }: SetAside): string {
  return toJson({ ...JSON.parse(toBatchLine(request)), target, setAsideAt, reason });
}
