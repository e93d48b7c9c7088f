import type { CliCommand } from '../../cli/cli-command.ts';
import { type Io, writeLine } from '../../cli/io.ts';
import { addOptions, readOptions } from '../../cli/options.ts';
import { sentence } from '../../cli/printable.ts';
import { FailedCheck } from '../../cli/usage-error.ts';
import { startRelay } from '../relay.ts';
import { RelayOptionsSchema } from '../relay-options.ts';
import { parseRelaySettings, type RelaySettings } from '../relay-settings.ts';
import { defineSetAside } from './set-aside-command.ts';
import { defineStatus } from './status-command.ts';

/** Replaces the words of the process, which may hold a token, in the lists that other users can read. */
const PROCESS_TITLE = 'openim-relay';

/**
 * Defines `relay`: takes OpenIM's callbacks onto the disk, and delivers them to a receiver.
 *
 * @param threadUrl module of the spool's thread
 */
export function defineRelay(command: CliCommand, io: Io, threadUrl: URL): void {
  command
    .description(
      "Stores OpenIM's After callbacks on the disk beside it, answers at once, and delivers them until a receiver has recorded them. Each option has a variable, such as RELAY_TO.",
    )
    .action(async () => {
      const given = readOptions(command, RelayOptionsSchema);
      if ([given.to, given.route, given.also].some((value) => value !== undefined)) process.title = PROCESS_TITLE;
      await run(parseRelaySettings(given, io.env), io, threadUrl);
    });
  addOptions(command, RelayOptionsSchema);
  defineStatus(command.command('status'), io);
  defineSetAside(command.command('set-aside'), io, threadUrl);
}

/** Runs a relay until a signal or the failure of its spool ends it. */
async function run(settings: RelaySettings, io: Io, threadUrl: URL): Promise<void> {
  const print = (line: string) => writeLine(io.stdout, `${new Date().toISOString()}  ${sentence(line)}`);
  // The relay goes on when the reader of its lines has gone.
  io.stdout.on('error', () => {});
  const stopped = Promise.withResolvers<undefined>();
  const stop = () => stopped.resolve(undefined);
  io.on?.('SIGINT', stop);
  io.on?.('SIGTERM', stop);
  try {
    const relay = await startRelay(settings, { threadUrl, print });
    const { target, routing, host, spoolDirectory, warnings } = settings;
    const others = routing.servers.map((server) => server.target.shown);
    print(
      `Takes callbacks on http://${host.includes(':') ? `[${host}]` : host}:${relay.port}, and delivers them to ${[target.shown, ...others].join(', ')}. Spool: ${spoolDirectory}.`,
    );
    for (const warning of warnings) print(warning);
    const failure = await Promise.race([stopped.promise, relay.failed]);
    print(
      failure
        ? `The spool failed: ${failure.message}. The relay ends, because it can store nothing. Start it again.`
        : 'Finishing open requests, then stopping. What waits stays in the spool.',
    );
    await relay.close();
    if (failure) throw new FailedCheck();
  } finally {
    io.off?.('SIGINT', stop);
    io.off?.('SIGTERM', stop);
  }
}
