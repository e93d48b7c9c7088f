import type { CliCommand } from '../../../cli/cli-command.ts';
import type { Io } from '../../../cli/io.ts';
import { addOptions, readOptions } from '../../../cli/options.ts';
import { UsageError } from '../../../cli/usage-error.ts';
import { checkRegion } from '../../shared-options.ts';
import { ReplayOptions } from './replay-options.ts';
import { replayRecords } from './replay-records.ts';

/** `npm run audit -- replay`: sends recorded callbacks again. */
export function defineReplay(command: CliCommand, io: Io): void {
  command
    .description(
      'Sends recorded callbacks to a receiver again, byte for byte, oldest first. Needs --since or --from, and --to.',
    )
    .argument('[QUERY...]', 'filters and texts; docs/audit.md lists them')
    .takeNegations()
    .action(async (words: string[]) => {
      const { to, ...options } = readOptions(command, ReplayOptions);
      checkRegion(options.region, options.table);
      if (to === undefined) throw new UsageError('--to is missing. Add --to URL with the address of a receiver.');
      await replayRecords(io, words, { ...options, to });
    });
  addOptions(command, ReplayOptions);
}
