import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { buildRelay } from '../../../infra/relay/build-relay.ts';
import { runHere } from '../../support/commands.ts';
import { onceARun } from '../../support/once-a-run.ts';

let file = '';

beforeAll(async () => {
  file = join(await onceARun('relay-file', (directory) => buildRelay(join(directory, 'relay.mjs'))), 'relay.mjs');
});

function runFile(args: readonly string[], flags: readonly string[] = []) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, file, ...args], { encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

it('shows the commands of set-aside when none is named', async () => {
  const { code, stdout, stderr } = await runHere(['relay', 'set-aside']);

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('Usage: npm run relay -- set-aside COMMAND');
});

it('says which commands set-aside has when another is named', async () => {
  expect(await runHere(['relay', 'set-aside', 'lst'])).toEqual({
    code: 2,
    stdout: '',
    stderr: 'Unknown command lst. Use one of list, retry, export, discard.\n',
  });
});

it.each([
  { args: ['--help'], usage: 'Usage: node relay.mjs [options] [COMMAND]' },
  { args: ['status', '--help'], usage: 'Usage: node relay.mjs status [options]' },
  { args: ['set-aside', 'list', '--help'], usage: 'Usage: node relay.mjs set-aside list [options]' },
])('shows how its one file is called: $args', ({ args, usage }) => {
  expect(runFile(args).stdout.split('\n')[0]).toBe(usage);
});

it('says in one sentence that it needs a newer Node, where Node has no SQLite', () => {
  expect(runFile(['--help'], ['--no-experimental-sqlite'])).toEqual({
    code: 2,
    stdout: '',
    stderr: `The relay needs Node 22.13 or newer, and this is ${process.version.slice(1)}. Install a newer Node.\n`,
  });
});
