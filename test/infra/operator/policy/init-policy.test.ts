import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { runHere } from '../../../support/commands.ts';
import { emptyDirectory } from '../../../support/processes.ts';
import { policyOnlyCommands } from './given-policies.ts';

it('writes a directory that set takes, with the schema where the policy says', async () => {
  const { policy } = await policyOnlyCommands();
  const directory = join(await emptyDirectory(), 'a/policy');

  const { code, stdout } = await policy('init', directory);

  expect(code).toBe(0);
  expect(stdout).toContain(`  ${join(directory, 'policy.json')} `);
  expect(stdout).toMatch(new RegExp(`\n  npm run policy -- set ${directory}\n$`));
  const { $schema } = JSON.parse(await readFile(join(directory, 'policy.json'), 'utf8'));
  expect(JSON.parse(await readFile(resolve(directory, $schema), 'utf8'))).toHaveProperty('properties.nickName');
  expect(await readdir(join(directory, 'groups'))).toEqual([]);
  expect((await policy('check', directory)).stdout).toBe(`${directory} is valid: 1 policy, 1 list.\n`);
  expect((await policy('set', directory)).stdout).toContain('Version 1 is in force for all groups');
});

it('overwrites nothing', async () => {
  const directory = await emptyDirectory();
  await writeFile(join(directory, 'policy.schema.json'), 'mine');

  expect(await runHere(['policy', 'init', directory])).toEqual({
    code: 2,
    stdout: '',
    stderr: `${join(directory, 'policy.schema.json')} exists already. Name another directory.\n`,
  });
  expect(await readdir(directory)).toEqual(['policy.schema.json']);
  expect(await readFile(join(directory, 'policy.schema.json'), 'utf8')).toBe('mine');
});

it('says that a directory cannot be written, and quotes an odd name in commands', async () => {
  const parent = await emptyDirectory();
  const file = join(parent, 'file');
  await writeFile(file, '');

  expect((await runHere(['policy', 'init', file])).stderr).toMatch(/^\S+ can't be written \(\w+\)\. Name another/);
  const { stdout } = await runHere(['policy', 'init', join(dirname(file), "it's mine")]);
  expect(stdout).toContain(`npm run policy -- check '${parent}/it'\\''s mine'\n`);
});

it.runIf(process.platform === 'linux')('ends where no directory can be made', async () => {
  expect((await runHere(['policy', 'init', '/proc/x'])).stderr).toMatch(/^\/proc\/x can't be written \(ENOENT\)\./);
});
