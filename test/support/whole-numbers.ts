import { parseArgs } from 'node:util';
import { print, UsageError } from '../../infra/cli/usage-error.ts';

/**
 * Reads a command's arguments, which are whole numbers.
 *
 * @param names the names of the arguments, with the values that they have when they are not given
 * @returns undefined when help was asked for, which is then printed
 * @throws {UsageError} also what parseArgs throws for an unknown option
 */
export function wholeNumbers<Name extends string>(
  usage: string,
  names: Readonly<Record<Name, number>>,
  args = process.argv.slice(2),
): Record<Name, number> | undefined {
  const { values, positionals } = parseArgs({ args, options: { help: { type: 'boolean' } }, allowPositionals: true });
  if (values.help) {
    print(usage);
    return undefined;
  }
  const defaults = Object.entries(names) as [Name, number][];
  if (positionals.length > defaults.length) throw new UsageError(`Too many arguments. Use: ${usage}`);
  const numbers = defaults.map(([name, unless], index) => {
    const text = positionals[index] ?? String(unless);
    if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(`${name} must be a whole number from 1. Use: ${usage}`);
    return [name, Number(text)] as const;
  });
  return Object.fromEntries(numbers) as Record<Name, number>;
}
