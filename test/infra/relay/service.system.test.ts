import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { VARIABLES } from '../../../infra/relay/relay-options.ts';
import { ROOT } from '../../support/markdown.ts';
import { emptyDirectory } from '../../support/processes.ts';
import { isInstalled } from '../../support/relay-process.ts';

const variables: readonly string[] = Object.values(VARIABLES);

it.skipIf(!isInstalled('systemd-analyze', '--version'))('has a unit that systemd accepts', async () => {
  const unit = await readFile(join(ROOT, 'docs/relay/openim-relay.service'), 'utf8');
  const file = join(await emptyDirectory(), 'openim-relay.service');
  // systemd checks that the program exists, and this machine may have Node elsewhere.
  await writeFile(file, unit.replace('/usr/bin/node', process.execPath));
  const { stdout, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', file], { encoding: 'utf8' });

  const about = (stdout + stderr).split('\n').filter((line) => line.includes('openim-relay'));
  expect(about).toEqual([]);
});

it('sets only variables that the relay has, in its unit and its container', async () => {
  const unit = await readFile(join(ROOT, 'docs/relay/openim-relay.service'), 'utf8');
  const compose = parse(await readFile(join(ROOT, 'docs/relay/docker-compose.relay.yml'), 'utf8'));
  const named = [
    ...[...unit.matchAll(/^Environment=(\w+)/gm)].map(([, name = '']) => name),
    ...Object.keys(compose.services['openim-relay'].environment),
  ];

  expect(named.length).toBeGreaterThan(4);
  expect(named.filter((name) => !variables.includes(name))).toEqual([]);
});
