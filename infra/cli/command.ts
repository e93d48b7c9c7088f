import { once } from 'node:events';

/** A person's mistake on the command line. The message says in one sentence what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Runs a command's main function: a person's mistake ends it with its sentence and exit code 2. */
export async function runCommand(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    const sentence = mistakeOf(error);
    if (sentence === undefined) throw error;
    console.error(sentence);
    process.exitCode = 2;
  }
}

function mistakeOf(error: unknown): string | undefined {
  if (error instanceof UsageError) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  if (!code?.startsWith('ERR_PARSE_ARGS_')) return undefined;
  // The first sentence of node:util's parseArgs is for a person, what follows is for a programmer.
  return `${message.split(/\.\s/)[0]?.replace(/\.$/, '')}. See --help.`;
}

/** A line for whoever runs the command. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Prints lines, and waits until their reader is ready for more. */
export async function printAndWait(lines: string): Promise<void> {
  if (!process.stdout.write(`${lines}\n`)) await once(process.stdout, 'drain');
}

/**
 * npm keeps options for itself that come before `--`, and tells the command of them by variables only. It does so, too, with what
 * stands in a `.npmrc`: whoever gives the command options knows where to put them.
 *
 * @param options the command's own options that take a value
 * @throws {UsageError}
 */
export function refuseWhatNpmTook(
  command: string,
  options: readonly string[],
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): void {
  if (args.some((arg) => arg.startsWith('--'))) return;
  const taken = options.find((name) => !OF_NPM.includes(name) && env[`npm_config_${name.replaceAll('-', '_')}`]);
  if (taken !== undefined)
    throw new UsageError(`npm took an option for itself. Put -- before the options: npm ${command} -- … --${taken} …`);
}

/** Options that npm once had of its own, so that they may stand in any `.npmrc`. */
const OF_NPM = ['user'];

/** The names of options that take a value. */
export function valued(options: Readonly<Record<string, { readonly type: string }>>): string[] {
  return Object.keys(options).filter((name) => options[name]?.type === 'string');
}

/** For a command whose output may be cut: `npm run audit | head` closes the pipe before the end. */
export function endWhenNobodyReads(): void {
  process.stdout.on('error', endQuietly);
}

function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
}
