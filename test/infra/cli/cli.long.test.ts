import { join } from 'node:path';
import { expect, it } from 'vitest';
import { emptyDirectory, run } from '../../support/processes.ts';

/** Keeps the command line from asking the network for anything, and from finding credentials. */
const OFFLINE = {
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
  AWS_CONFIG_FILE: '/nowhere',
  CDK_DISABLE_CLI_TELEMETRY: 'true',
};

it('deploys nothing without the hash of a token, and does all else', async () => {
  const assembly = join(await emptyDirectory(), 'assembly');
  await run('infra/app.ts', [], { CDK_OUTDIR: assembly, CDK_CONTEXT_JSON: '{}' });
  const cdk = (...command: string[]) =>
    run('node_modules/aws-cdk/bin/cdk', [...command, '--app', assembly, '--no-notices'], OFFLINE);
  const emptyHash = /webhookTokenHashes is empty\. Make a token with `npm run token`/g;

  for (const command of [['synth'], ['deploy', '--require-approval', 'never']]) {
    const { code, stdout, stderr } = await cdk(...command);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.match(emptyHash)).toHaveLength(1);
  }
  expect(await cdk('ls')).toEqual({ code: 0, stdout: 'OpenIMWebhook\n', stderr: '' });
  // These get as far as one gets without credentials.
  const bootstrap = await cdk('bootstrap', 'aws://123456789012/eu-west-1');
  expect(bootstrap.stderr).toContain('no credentials have been configured');
  expect(bootstrap.stderr).not.toMatch(emptyHash);
  const destroy = await cdk('destroy', '--force');
  expect(destroy.stderr).toContain('Unable to resolve AWS account to use');
  expect(destroy.stderr).not.toMatch(emptyHash);
});
