import { toBatchLine } from '../../../functions/openim/relay-protocol.ts';
import type { CliCommand } from '../../cli/cli-command.ts';
import { columnsIn, type Io, writeAndWait, writeLine } from '../../cli/io.ts';
import { addOptions } from '../../cli/options.ts';
import { sentence, toJson } from '../../cli/printable.ts';
import { TextTable } from '../../cli/text-table.ts';
import { UsageError } from '../../cli/usage-error.ts';
import type { SetAside } from '../spool/spooled.ts';
import { callbackOf } from '../status/relay-lines.ts';
import { defineDiscard } from './discard-command.ts';
import { pagesOf, SpoolOptions, usingSpool } from './using-spool.ts';

/** `relay set-aside`: callbacks that the receiver can never take. It works while a relay runs, and without one. */
export function defineSetAside(command: CliCommand, io: Io, threadUrl: URL): void {
  command.description(
    'Shows, retries, exports or discards callbacks that the receiver or another server could not take.',
  );
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
  defineDiscard(command.command('discard'), io, threadUrl);
  for (const each of [list, retry, exported]) addOptions(each, SpoolOptions);
}

function rowOf({ request, target, reason }: SetAside): string[] {
  return [
    request.id,
    request.receivedAt,
    callbackOf(request.path),
    String(request.body.length),
    target,
    sentence(reason),
  ];
}

function lineOf({ request, target, setAsideAt, reason }: SetAside): string {
  return toJson({ ...JSON.parse(toBatchLine(request)), target, setAsideAt, reason });
}
