import type { CliCommand } from '../cli/cli-command.ts';
import type { Io } from '../cli/io.ts';
import { defineRelay } from '../relay/cli/relay-command.ts';

/** `npx openim-webhook relay`. On a host without this project, `dist/relay.mjs` does the same. */
export function define(command: CliCommand, io: Io): void {
  defineRelay(command, io, new URL('../relay/spool/thread-entry.ts', import.meta.url));
}
