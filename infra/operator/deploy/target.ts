import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../cli/usage-error.ts';
import { namesOf } from '../../settings/names.ts';
import { contextIn, type Environment, readEnvironment } from '../../settings/read-environment.ts';
import { fileOf } from '../../settings/settings-file.ts';

/** The stack that a call means. */
export interface Target extends Environment {
  /** Name of the stack. */
  readonly stack: string;
  /** The word that a person types to allow a loss. */
  readonly word: string;
  /** Displayed place of the settings. */
  readonly file: string;
  /** Context for the CDK's command line. */
  readonly context: Readonly<Record<string, string>>;
  /** Command that deletes the stack. */
  readonly destroy: string;
  /** Command that prepares the account and region for the CDK. It reads the settings, too. */
  readonly bootstrap: string;
}

/**
 * Reads which stack is meant, with its settings.
 *
 * @throws {UsageError} with a sentence for each mistake
 */
export function readTarget(
  directory: string,
  environment: string | undefined,
  overrides: Readonly<Record<string, string>>,
): Target {
  if (!existsSync(join(directory, 'cdk.json')))
    throw new UsageError("cdk.json is not in this directory. Run the command in the receiver's own directory.");
  const named = environment === undefined ? {} : { env: environment };
  const context = { ...named, ...overrides };
  const read = readEnvironment({
    directory,
    context: { ...contextIn(directory), ...context },
    usage: '--env NAME',
  });
  if (read.errors.length > 0) throw new UsageError(read.errors.join('\n'));
  const { stack } = namesOf(read.settings.name);
  const ofCdk = environment === undefined ? '' : ` -c env=${environment}`;
  return {
    ...read,
    stack,
    word: environment ?? (read.settings.name || stack),
    file: environment === undefined ? 'the setting account' : fileOf(environment),
    context,
    destroy: `npx cdk destroy${ofCdk}`,
    bootstrap: `npx cdk bootstrap${ofCdk}`,
  };
}
