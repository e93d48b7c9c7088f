import type { CliCommand } from '../cli/cli-command.ts';
import { type Io, writeLine } from '../cli/io.ts';
import { UsageError } from '../cli/usage-error.ts';
import { completionScript, SHELLS, type Shell } from './completion-scripts.ts';
import { completionWords, queryWords, VALUES } from './completion-words.ts';

/**
 * `npx openim-webhook completion SHELL`: prints a script that completes commands, options and the words of a query.
 *
 * @param defineAll makes the tree of all commands, each in full
 */
export function defineCompletion(command: CliCommand, io: Io, defineAll: () => Promise<CliCommand>): void {
  command
    .description(
      'Prints a script that completes commands, options and the words of a query. Its first line says how to use it.',
    )
    .argument('<SHELL>', SHELLS.join(', '))
    .action(async (name: string) => {
      const shell = SHELLS.find((known): known is Shell => known === name);
      if (!shell) throw new UsageError(`${name} is not a known shell. Use one of ${SHELLS.join(', ')}.`);
      const words = completionWords(await defineAll());
      const { first, values } = queryWords();
      const audit = { audit: [...first, ...(words.audit ?? [])], [`audit${VALUES}`]: values };
      writeLine(io.stdout, completionScript(shell, { ...words, ...audit }).trimEnd());
    });
}
