import { printable } from './printable.ts';

/** A mistake on the command line. The message says what is wrong, then what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A check that ran and failed. Its command has already said so, and ends with exit code 1. */
export class FailedCheck extends Error {
  override readonly name = 'FailedCheck';
}

/** Ctrl-C ended a command, which has already said so. Its exit code is that of a process that the signal ended. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

const INTERRUPTED_EXIT_CODE = 130;

/** Runs a script's main function: a mistake of the caller ends it with its sentence and exit code 2. */
export async function runCommand(main: () => Promise<void>): Promise<void> {
  const exitCode = await exitCodeOf(main, (sentence) => console.error(sentence));
  if (exitCode !== 0) process.exitCode = exitCode;
}

/**
 * Runs something, and returns the exit code: 1 after a failed check, 2 after a person's mistake, 130 after Ctrl-C. Any other error is
 * thrown.
 *
 * @param report gets the sentence about a mistake
 */
export async function exitCodeOf(main: () => Promise<unknown>, report: (sentence: string) => void): Promise<number> {
  try {
    await main();
    return 0;
  } catch (error) {
    // commander ends a command with this error after --help.
    if ((error as NodeJS.ErrnoException).code === 'commander.helpDisplayed') return 0;
    if (error instanceof FailedCheck) return 1;
    if (error instanceof Interrupted) return INTERRUPTED_EXIT_CODE;
    const sentence = mistakeOf(error);
    if (sentence === undefined) throw error;
    // It may quote names in a file of others.
    report(sentence.split('\n').map(printable).join('\n'));
    return 2;
  }
}

function mistakeOf(error: unknown): string | undefined {
  if (error instanceof UsageError) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  if (!code?.startsWith('ERR_PARSE_ARGS_')) return undefined;
  // The first sentence of node:util's parseArgs is for a person, the rest is for a programmer.
  return `${message.split(/\.\s/)[0]?.replace(/\.$/, '')}. See --help.`;
}

/** Prints a line to the user of a script. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/**
 * Rejects a call whose options npm kept for itself, because `--` was missing. npm passes them on as variables only. It also does that
 * with lines of a `.npmrc`, so a call with options of its own is accepted.
 *
 * @param invocation the call of the command, such as `npm run audit --`
 * @param options names of the command's own options
 * @throws {UsageError}
 */
export function refuseWhatNpmTook(
  invocation: string,
  options: readonly string[],
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): void {
  if (args.some((arg) => arg.startsWith('--'))) return;
  const taken = options.find((name) => !OF_NPM.includes(name) && env[`npm_config_${name.replaceAll('-', '_')}`]);
  if (taken !== undefined)
    throw new UsageError(`npm took an option for itself. Put -- before the options: ${invocation} … --${taken} …`);
}

/** Options of npm itself, now or once: they may be in any `.npmrc`, and `npx --yes` sets one. */
const OF_NPM = ['user', 'yes'];
