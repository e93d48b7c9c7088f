import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { costSettings } from '../../../infra/cost/cost-settings.ts';
import { emptyDirectory } from '../../support/processes.ts';

async function directoryWith(files: Record<string, string>): Promise<string> {
  const directory = await emptyDirectory();
  await mkdir(join(directory, 'settings'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
  return directory;
}

it('are those of cdk.json, or of an environment, with given ones in their place', async () => {
  const directory = await directoryWith({ 'cdk.json': '{"app":"x","context":{"memory":512,"retentionDays":30}}' });
  expect(costSettings({ directory })).toMatchObject({ memory: 512, retentionDays: 30, eventBus: true });
  expect(costSettings({ directory, given: ['memory=256', 'eventBus=false'] })).toMatchObject({
    ...{ memory: 256, retentionDays: 30, eventBus: false },
  });
  const withFile = await directoryWith({ 'settings/production.json': '{"$schema":"a","memory":2048}' });
  expect(costSettings({ directory: withFile, env: 'production' })).toMatchObject({
    ...{ memory: 2_048, retentionDays: undefined },
  });
});

it('say what is wrong with the name of an environment, its file or a given setting', async () => {
  const directory = await directoryWith({ 'settings/broken.json': '{', 'settings/odd.json': '{"a":1}' });
  expect(() => costSettings({ directory })).toThrow('Name the environment with --env NAME.');
  expect(() => costSettings({ directory, env: 'staging' })).toThrow(/^settings\/staging\.json does not exist\./);
  expect(() => costSettings({ directory, env: 'broken' })).toThrow(/^settings\/broken\.json/);
  expect(() => costSettings({ directory, env: 'odd' })).toThrow(/^settings\/odd\.json: Unknown setting a\./);
  const without = await emptyDirectory();
  expect(() => costSettings({ directory: without, given: ['memory=much'] })).toThrow(/^memory must be/);
});
