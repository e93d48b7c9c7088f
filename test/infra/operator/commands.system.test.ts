import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../infra/operator/commands.ts';
import { BIN, runHere } from '../../support/commands.ts';
import { ROOT } from '../../support/markdown.ts';
import { emptyDirectory, run } from '../../support/processes.ts';

const { bin, scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const NAMES = COMMANDS.map(({ name }) => name);

it('runs by npx without asking a registry', async () => {
  const env = {
    PATH: process.env.PATH,
    npm_config_cache: await emptyDirectory(),
    npm_config_registry: 'http://127.0.0.1:9/',
    npm_config_fetch_retries: '0',
  };
  const { status, stdout, stderr } = spawnSync('npx', ['openim-webhook', 'audit', '--limit', '0'], {
    cwd: ROOT,
    env,
    encoding: 'utf8',
  });

  expect(bin).toEqual({ 'openim-webhook': BIN });
  expect({ status, stdout, stderr }).toEqual({
    status: 2,
    stdout: '',
    stderr: '--limit must be a whole number of at least 1.\n',
  });
});

it.each(NAMES.filter((name) => name !== 'start'))('has a script of package.json for %s', (name) => {
  expect(scripts[name]).toBe(`node ${BIN} ${name}`);
});

it('starts as npm start does, with its exit codes', async () => {
  expect(await run(BIN, ['start', '--help'])).toEqual(await run('infra/local/start.ts', ['--help']));
  expect(await run(BIN, ['start', '--host', '192.0.2.1'])).toEqual({
    code: 2,
    stdout: '',
    stderr:
      '--host lets other machines call, so a token is required. Set WEBHOOK_TOKEN_HASHES to the hash that `npm run token` prints.\n',
  });
});

describe('without a command', () => {
  it.each([{ argv: [] }, { argv: ['--help'] }])('lists all of them: $argv', async ({ argv }) => {
    const { code, stdout, stderr } = await runHere(argv);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const { name, summary } of COMMANDS) expect(stdout).toMatch(new RegExp(`^ +${name} +${summary}$`, 'm'));
  });

  it.each([
    { argv: ['adit'], says: `Unknown command adit. Use one of ${NAMES.join(', ')}.\n` },
    { argv: ['--limit', '1'], says: `The command is missing. Use one of ${NAMES.join(', ')}.\n` },
    { argv: ['constructor'], says: `Unknown command constructor. Use one of ${NAMES.join(', ')}.\n` },
  ])('says what to do: $argv', async ({ argv, says }) => {
    expect(await runHere(argv)).toEqual({ code: 2, stdout: '', stderr: says });
  });
});

it.each(COMMANDS.filter(({ name }) => name !== 'start'))('explains $name and its commands', async ({ name }) => {
  const { code, stdout, stderr } = await runHere([name, '--help']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(new RegExp(`^Usage: npm run ${name} -- `));
  const [, commands = ''] = stdout.split('\nCommands:\n');
  for (const [, command = ''] of commands
    .split('\n\n', 1)
    .join('')
    .matchAll(/^ {2}([\w-]+)/gm))
    expect((await runHere([name, command, '--help'])).stdout).toMatch(
      new RegExp(`^Usage: npm run ${name} -- ${command}`),
    );
});
