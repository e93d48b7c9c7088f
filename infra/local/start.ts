import { rootCommand } from '../cli/cli-command.ts';
import { runCalled } from '../cli/run-called.ts';
import { runCommand } from '../cli/usage-error.ts';
import { define } from './start-command.ts';

/** `npm start`: the command `start` without the other commands, in a process of its own. */
await runCommand(async () => {
  const root = rootCommand('openim-webhook', process);
  define(root.command('start'));
  await runCalled(root, ['start', ...process.argv.slice(2)], process);
});
