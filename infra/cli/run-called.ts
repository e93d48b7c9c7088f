import type { CliCommand } from './cli-command.ts';
import { invocationOf } from './cli-help.ts';
import type { Io } from './io.ts';
import { refuseWhatNpmTook } from './usage-error.ts';

/**
 * Runs the command of a root that the first word names.
 *
 * @param argv the words after the program's name
 * @throws {UsageError} and what the command throws
 */
export async function runCalled(root: CliCommand, argv: readonly string[], { env }: Pick<Io, 'env'>): Promise<void> {
  const called = root.commands.find((command) => command.name() === argv[0]);
  if (called) refuseWhatNpmTook(invocationOf(called), optionNamesOf(called), argv.slice(1), env);
  await root.parseAsync(argv, { from: 'user' });
}

function optionNamesOf({ options, commands }: Pick<CliCommand, 'options' | 'commands'>): string[] {
  const names = options.flatMap(({ long }) => (long ? [long.slice(2)] : []));
  return [...new Set([...names, ...commands.flatMap(optionNamesOf)])];
}
