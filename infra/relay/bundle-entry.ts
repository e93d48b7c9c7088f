import { isMainThread } from 'node:worker_threads';
import { rootCommand } from '../cli/cli-command.ts';
import { exitCodeOf } from '../cli/usage-error.ts';
import { defineRelay } from './cli/relay-command.ts';
import { runSpoolThread } from './spool/spool-thread.ts';

/** Entry of `dist/relay.mjs`, which is one file: the relay, its commands, and the thread of its spool. */
if (isMainThread) {
  const root = rootCommand('relay.mjs', process);
  defineRelay(root, process, new URL(import.meta.url));
  const exitCode = await exitCodeOf(
    () => root.parseAsync(process.argv.slice(2), { from: 'user' }),
    (sentence) => console.error(sentence),
  );
  if (exitCode !== 0) process.exitCode = exitCode;
} else {
  runSpoolThread();
}
