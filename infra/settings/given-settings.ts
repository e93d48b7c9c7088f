import { UsageError } from '../cli/usage-error.ts';
import { ENVIRONMENT_KEY } from './read-environment.ts';

/**
 * Returns the settings of `--set`, by name: texts such as `eventBus=false`.
 *
 * @throws {UsageError} for a word that is not a setting and its value
 */
export function givenSettings(words: readonly string[]): Record<string, string> {
  const pairs = words.map((word) => {
    const [, name, value] = /^(\w+)=(.*)$/s.exec(word) ?? [];
    if (name === undefined || value === undefined)
      throw new UsageError(`--set ${word} is not a setting and its value. Use --set NAME=VALUE.`);
    if (name === ENVIRONMENT_KEY) throw new UsageError('--set cannot name the environment. Use --env NAME.');
    return [name, value] as const;
  });
  return Object.fromEntries(pairs);
}
