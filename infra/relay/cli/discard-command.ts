import { setTimeout } from 'node:timers/promises';
import * as v from 'valibot';
import { ask, isInteractive } from '../../cli/ask.ts';
import type { CliCommand } from '../../cli/cli-command.ts';
import { counted } from '../../cli/counted.ts';
import { type Io, interruptible, writeAndWait, writeLine } from '../../cli/io.ts';
import { addOptions, flag, readOptions } from '../../cli/options.ts';
import { quoted, sentence } from '../../cli/printable.ts';
import { Interrupted, UsageError } from '../../cli/usage-error.ts';
import type { Spool } from '../spool/spool.ts';
import type { SetAside } from '../spool/spooled.ts';
import { discardedLine } from '../status/relay-lines.ts';
import { pagesOf, SpoolOptions, usingSpool } from './using-spool.ts';

/** Most callbacks that are passed to the spool's thread at once. It discards as many as it can in a short time. */
const AT_ONCE = 1_000;

/** Pause after each transaction, in which a relay beside the command writes. */
const PAUSE_MS = 50;

const Options = v.object({ ...SpoolOptions.entries, yes: flag('discards without a question') });

/** Callbacks that are set aside, without their bodies. */
type Listed = Pick<SetAside, 'request' | 'target' | 'setAsideAt'>;

/** `relay set-aside discard`: removes callbacks that are set aside. The relay and the command print a line about each. */
export function defineDiscard(command: CliCommand, io: Io, threadUrl: URL): void {
  command
    .description('Removes them, all or those of some IDs. Export them first, because their bodies are lost.')
    .argument('[ID...]')
    .action(async (ids: string[]) => {
      const { yes } = readOptions(command, Options);
      await usingSpool(command, io, threadUrl, async (spool) => {
        const listed = await listedOf(spool, ids);
        if (listed.length === 0) return writeLine(io.stdout, 'Nothing is set aside.');
        await interruptible(io, async (signal) => {
          if (!yes && !(await isConfirmed(io, listed, signal))) throw new UsageError('Nothing was discarded.');
          await discardAll(spool, io, listed, signal);
        });
      });
    });
  addOptions(command, Options);
}

/**
 * Returns what is set aside now. What the relay sets aside later is not discarded.
 *
 * @param ids none for all
 * @throws {UsageError} for an ID that is not set aside
 */
async function listedOf(spool: Spool, ids: readonly string[]): Promise<Listed[]> {
  const listed: Listed[] = [];
  const found = new Set<string>();
  for await (const page of pagesOf(spool, false))
    for (const each of page) {
      if (ids.length > 0 && !ids.includes(each.request.id)) continue;
      found.add(each.request.id);
      listed.push(each);
    }
  const missing = ids.find((id) => !found.has(id));
  if (missing !== undefined)
    throw new UsageError(`No callback with the ID ${quoted(missing)} is set aside, so nothing was discarded.`);
  return listed;
}

async function isConfirmed(io: Io, listed: readonly Listed[], signal: AbortSignal): Promise<boolean> {
  if (!isInteractive(io))
    throw new UsageError(
      'Nothing was discarded, because no terminal can answer a question. Add --yes to discard without a question.',
    );
  const last = listed.reduce((latest, { setAsideAt }) => (setAsideAt > latest ? setAsideAt : latest), '');
  const question = `Discard ${counted(listed.length, 'callback')}, set aside until ${sentence(last)}? What is not exported is lost. [y/N] `;
  try {
    return /^y(es)?$/i.test(await ask(io, question, signal));
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw new Interrupted();
    throw error;
  }
}

async function discardAll(spool: Spool, { stdout }: Io, listed: readonly Listed[], signal: AbortSignal): Promise<void> {
  const requests = listed.map(({ request: { sequence, id, receivedAt, path }, target }) => ({
    ...{ sequence, target, id, receivedAt, path },
  }));
  let discarded = 0;
  for (let next = 0; next < requests.length; ) {
    const some = requests.slice(next, next + AT_ONCE);
    const discardedAt = new Date().toISOString();
    const results = await spool.discard(some, discardedAt);
    const gone = some.filter((_, index) => results[index]);
    for (const each of gone) await writeAndWait(stdout, sentence(discardedLine({ ...each, discardedAt })));
    discarded += gone.length;
    next += results.length;
    if (signal.aborted) throw new Interrupted();
    if (next < requests.length) await setTimeout(PAUSE_MS);
  }
  writeLine(stdout, `${counted(discarded, 'callback')} discarded. The relay prints these lines, too.`);
}
