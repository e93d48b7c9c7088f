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
  const directory = await directoryWith({
    'cdk.json': '{"app":"x","context":{"memory":512,"retentionDays":30}}',
    'settings/production.json': '{"$schema":"a","memory":2048}',
  });
  expect(costSettings({ directory })).toMatchObject({ memory: 512, retentionDays: 30, eventBus: true });
  expect(costSettings({ directory, given: ['memory=256', 'eventBus=false'] })).toMatchObject({
    ...{ memory: 256, retentionDays: 30, eventBus: false },
  });
  expect(costSettings({ directory, env: 'production' })).toMatchObject({ memory: 2_048, retentionDays: undefined });
});

it('say what is wrong with the name of an environment or its file', async () => {
  const directory = await directoryWith({
    'cdk.json': '{}',
    'settings/broken.json': '{',
    'settings/odd.json': '{"a":1}',
  });
  const missing = (env: string) => `settings/${env}.json does not exist. Leave --env out to use cdk.json.`;
  expect(() => costSettings({ directory, env: 'staging' })).toThrow(missing('staging'));
  expect(() => costSettings({ directory, env: '../cdk' })).toThrow(missing('../cdk'));
  expect(() => costSettings({ directory, env: 'broken' })).toThrow(
    'settings/broken.json is not valid JSON. Correct it first.',
  );
  expect(() => costSettings({ directory, env: 'odd' })).toThrow(/^Unknown setting a\./);
  expect(costSettings({ directory }).memory).toBe(1_024);
});
