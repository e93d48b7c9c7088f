import type { CliCommand } from '../cli/cli-command.ts';

/** `npx openim-webhook start`: the same as `npm start`. */
export function define(command: CliCommand): void {
  command
    .helpOption(false)
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async () => {
      // infra/local/start.ts reads its one option by hand from its process, in which it lives on. Without this word it is its own.
      process.argv.splice(2, 1);
      await import('../local/start.ts');
    });
}
