import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { CliCommand } from '../../cli/cli-command.ts';
import type { Io } from '../../cli/io.ts';
import { readOptions } from '../../cli/options.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { RECEIVER } from '../receiver/target.ts';
import { RelayOptionsSchema } from '../relay-options.ts';
import { spoolDirectoryOf } from '../relay-settings.ts';
import { Spool } from '../spool/spool.ts';
import { type SetAside, SpoolFailure } from '../spool/spooled.ts';

const PAGE = 100;

/** Options of commands that use a spool. */
export const SpoolOptions = v.object({ spool: RelayOptionsSchema.entries.spool });

/**
 * Opens a spool beside a relay, or without one, and closes it after its use.
 *
 * @throws {UsageError} when it can't be used
 */
export async function usingSpool(
  command: CliCommand,
  { env }: Io,
  threadUrl: URL,
  use: (spool: Spool) => Promise<void>,
): Promise<void> {
  const directory = spoolDirectoryOf(readOptions(command, SpoolOptions), env);
  if (!existsSync(join(directory, 'spool.db')))
    throw new UsageError(`No spool found in ${directory}. Set --spool to the directory of the relay.`);
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

/** Yields callbacks that are set aside, the oldest first. */
export async function* pagesOf(spool: Spool, hasBodies = true): AsyncGenerator<readonly SetAside[]> {
  let after = 0;
  for (;;) {
    const page = await spool.listSetAside(after, PAGE, hasBodies);
    if (page.length === 0) return;
    yield page;
    after = page.at(-1)?.request.sequence ?? after;
  }
}
