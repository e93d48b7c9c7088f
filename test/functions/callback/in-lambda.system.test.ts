import { execFile } from 'node:child_process';
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import type { FunctionName } from '../../../infra/routes.ts';
import { bundleOf } from '../../support/bundle.ts';
import { functionEnvironment } from '../../support/environment.ts';
import { emptyDirectory } from '../../support/processes.ts';

/** Loads a bundle, and prints how often one setting was read: once or more for each runtime that the load makes. */
const LOADER = `let reads = 0;
process.env = new Proxy(process.env, {
  get: (env, name) => {
    if (name === 'FAILURE_VERDICT') reads += 1;
    return env[name];
  },
});
await import('./index.mjs');
console.log(reads);
`;

async function load(name: FunctionName, env: Record<string, string>) {
  const folder = await emptyDirectory();
  await cp(await bundleOf(name), folder, { recursive: true });
  await writeFile(join(folder, 'loader.mjs'), LOADER);
  return promisify(execFile)(process.execPath, ['loader.mjs'], { cwd: folder, env });
}

const settings = { ...functionEnvironment('http://127.0.0.1:9'), FAILURE_VERDICT: 'allow' };
const lambda = { ...settings, AWS_LAMBDA_FUNCTION_NAME: 'f' };

it('makes the runtime at load in Lambda, and one only', async () => {
  const one = Number((await load('after-join-group', lambda)).stdout);

  expect(one).toBeGreaterThan(0);
  expect(Number((await load('by-query-command', lambda)).stdout)).toBe(one);
  expect(Number((await load('after-join-group', settings)).stdout)).toBe(0);
});

it('ends the function at load when a setting is wrong', async () => {
  const wrong = load('after-join-group', { ...lambda, FAILURE_VERDICT: 'perhaps' });

  await expect(wrong).rejects.toThrow('FAILURE_VERDICT must be refuse or allow');
});
