import { BIN } from '../commands.ts';
import { type Finished, run } from '../processes.ts';
import type { AwsStub } from './aws-stub.ts';

/** The words that deploy the environment of a test. */
export const PROD = ['deploy', '--env', 'prod'];

/** Deploys in a process. What it says about its progress is left out. */
export async function deploy(
  aws: AwsStub,
  directory: string,
  args: string[] = [],
  env: Record<string, string> = {},
): Promise<Finished> {
  const { code, stdout, stderr } = await run(BIN, [...PROD, ...args], { ...aws.env, ...env }, { cwd: directory });
  const lines = stderr.split('\n').filter((line) => !/^(Building|Uploading|\d+ of )/.test(line));
  return { code, stdout, stderr: lines.join('\n').trim() };
}
