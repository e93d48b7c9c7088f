/** A person's mistake on the command line. The message says in one sentence what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Runs a command's main function: a person's mistake ends it with its sentence and exit code 2. */
export async function runCommand(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (!isMistake(error)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}

function isMistake(error: unknown): error is Error {
  return error instanceof UsageError || (error instanceof Error && isParseArgsError(error));
}

/** What node:util's parseArgs says of an option that it does not know is a sentence for a person, too. */
function isParseArgsError(error: Error & { code?: string }): boolean {
  return error.code?.startsWith('ERR_PARSE_ARGS_') ?? false;
}

/** For a command whose output may be cut: `npm run audit | head` closes the pipe before the end. */
export function endWhenNobodyReads(): void {
  process.stdout.on('error', endQuietly);
}

function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
}
