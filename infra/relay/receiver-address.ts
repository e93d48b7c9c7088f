import { readFileSync } from 'node:fs';
import { reasonOf } from '../cli/file-failure.ts';
import { UsageError } from '../cli/usage-error.ts';
import { InvalidTarget, parseTarget, type Target } from './receiver/target.ts';
import { type GivenOptions, VARIABLES } from './relay-options.ts';

/**
 * Returns the receiver, from an option, a variable, or a file that one of them names.
 *
 * @throws {UsageError} never with the address, because it holds a token
 */
export function targetOf(given: GivenOptions, env: NodeJS.ProcessEnv): Target {
  const sources = [
    ['--to', given.to],
    ['--to-file', given.toFile],
    [VARIABLES.to, env[VARIABLES.to]],
    [VARIABLES.toFile, env[VARIABLES.toFile]],
  ] as const;
  const [source, value] = sources.find(([, value]) => value !== undefined && value !== '') ?? [];
  if (source === undefined || value === undefined)
    throw new UsageError(
      "The receiver's address is missing. Set RELAY_TO to it, with its token, such as https://relay:TOKEN@HOST/prod.",
    );
  const isFile = source === '--to-file' || source === VARIABLES.toFile;
  try {
    return parseTarget(isFile ? readFileSync(value, 'utf8') : value);
  } catch (error) {
    if (error instanceof InvalidTarget)
      throw new UsageError(`${source} ${error.message}. Use an address such as https://relay:TOKEN@HOST/prod.`);
    // An address would show its token.
    if (value.includes('://'))
      throw new UsageError(`${source} must be a file, not an address. Write the receiver's address into a file.`);
    throw new UsageError(
      `${source} ${value} can't be read: ${reasonOf(error)}. Write the receiver's address into that file.`,
    );
  }
}
