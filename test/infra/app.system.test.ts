import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { smallApp } from '../support/aws/small-app.ts';
import { run } from '../support/processes.ts';

it.each([
  { context: {}, says: 'settings/ has the settings of prod. Name the environment with -c env=NAME.\n' },
  {
    context: { env: 'prdo' },
    says: 'settings/prdo.json does not exist. Use prod, or copy settings/example.json to it.\n',
  },
  { context: { env: 'prod', account: '1' }, says: 'account must be the 12 digits of an AWS account, in quotes.\n' },
])('gives the CDK no stack when it is not sure which is meant: $context', async ({ context, says }) => {
  const { directory } = await smallApp();
  const assembly = join(directory, 'assembly');
  const env = { CDK_OUTDIR: assembly, CDK_CONTEXT_JSON: JSON.stringify(context) };

  expect(await run('infra/app.ts', [], env, { cwd: directory })).toEqual({ code: 2, stdout: '', stderr: says });
  await expect(access(join(assembly, 'manifest.json'))).rejects.toThrow('ENOENT');
});
