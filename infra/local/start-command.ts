import * as v from 'valibot';
import type { CliCommand } from '../cli/cli-command.ts';
import { addOptions, option, readOptions } from '../cli/options.ts';

const Options = v.object({
  host: option(v.optional(v.string()), {
    value: 'ADDRESS',
    description: 'listens there (default: 127.0.0.1); 0.0.0.0 also accepts other machines, and requires a token',
  }),
});

/** `npm start`: runs the receiver on this machine. */
export function define(command: CliCommand): void {
  command
    .description(
      "Receives OpenIM's callbacks on this machine.\n\n" +
        'Other settings are environment variables, such as PORT, DATA_DIR and WEBHOOK_TOKEN_HASHES. docs/one-machine.md lists them.',
    )
    // Of one option, commander's guess is that one: --host for --port.
    .showSuggestionAfterError(false)
    .action(async () => {
      const { host } = readOptions(command, Options);
      // The help needs none of it.
      const { startReceiver } = await import('./receiver.ts');
      await startReceiver(host);
    });
  addOptions(command, Options);
}
