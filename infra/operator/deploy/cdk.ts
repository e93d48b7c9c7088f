import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Interrupted, UsageError } from '../../cli/usage-error.ts';
import { cdkFailure } from './cdk-failure.ts';

/** The call of the CDK's command line. */
export interface CdkRun {
  /** Directory of `cdk.json`. */
  readonly directory: string;
  readonly env: NodeJS.ProcessEnv;
  /** Ends the CDK. */
  readonly signal: AbortSignal;
  /** Command that prepares the account for the CDK. */
  readonly bootstrap: string;
  /** Receives the CDK's own words for an unknown failure. */
  readonly report: (text: string) => void;
}

/** The CDK's own program. The package exports it by this name only. */
const CDK = fileURLToPath(import.meta.resolve('aws-cdk/bin/cdk'));

/** Options that stop the CDK's questions and notices. */
const QUIET = ['--no-color', '--no-notices', '--require-approval', 'never'];

/**
 * Synthesises the app of `cdk.json` into a directory.
 *
 * @param context settings of this call, by `-c`
 */
export async function synthesise(
  run: CdkRun,
  assembly: string,
  stack: string,
  context: Readonly<Record<string, string>>,
): Promise<void> {
  const given = Object.entries(context).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  await cdk(run, ['synth', stack, '--quiet', '--output', assembly, ...given, '--no-color', '--no-notices']);
}

/** Uploads the assets of the stack, and creates a change set without executing it. */
export async function prepareChangeSet(run: CdkRun, assembly: string, stack: string, changeSet: string): Promise<void> {
  const method = ['--method', 'prepare-change-set', '--change-set-name', changeSet];
  await cdk(run, ['deploy', stack, '--app', assembly, ...method, ...QUIET]);
}

/** @throws {UsageError} if the CDK fails, {Interrupted} after Ctrl-C */
async function cdk({ directory, env, signal, bootstrap, report }: CdkRun, args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [CDK, ...args], { cwd: directory, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const end = () => child.kill('SIGINT');
  signal.addEventListener('abort', end, { once: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const [code] = await once(child, 'close');
  signal.removeEventListener('abort', end);
  if (signal.aborted) throw new Interrupted();
  if (code === 0) return;
  const sentence = cdkFailure(output, bootstrap);
  if (sentence !== undefined) throw new UsageError(sentence);
  report(output.trimEnd());
  throw new UsageError(`The CDK failed (cdk ${args[0]}). Correct what it says above.`);
}
