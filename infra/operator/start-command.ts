import type { CliCommand } from '../cli/cli-command.ts';

/** `npx openim-webhook start`: the same as `npm start`. */
export function define(command: CliCommand): void {
  command
    .helpOption(false)
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async () => {
      // infra/local/start.ts reads its one option from its process by hand, because it owns that process. It does not know this word.
      process.argv.splice(2, 1);
      await import('../local/start.ts');
    });
}
