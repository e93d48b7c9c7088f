import { spawnSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../infra/operator/commands.ts';
import { parse } from '../../../infra/query/parse.ts';
import { runHere } from '../../support/commands.ts';

const scripts = new Map<string, string>();
for (const shell of ['bash', 'zsh', 'fish']) scripts.set(shell, (await runHere(['completion', shell])).stdout);
afterAll(() => scripts.clear());

/** Completes a line in a real bash, which replaces what follows the last colon or blank. */
function completed(line: string): string[] {
  const script = `${scripts.get('bash')}
COMP_LINE=${JSON.stringify(line)}; COMP_POINT=\${#COMP_LINE}; COMP_WORDBREAKS=$' \\t\\n"\\'><=;|&(:'
case "$COMP_LINE" in npx*) _openim_webhook_npx ;; *) _openim_webhook ;; esac
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.trim().split('\n');
}

describe('bash completes', () => {
  it.each([
    { line: 'openim-webhook au', words: ['audit'] },
    { line: 'npx openim-webhook po', words: ['policy'] },
    { line: 'npx other po', words: [''] },
    { line: 'openim-webhook audit ki', words: ['kick'] },
    { line: 'openim-webhook audit kick -outc', words: ['-outcome:'] },
    { line: 'openim-webhook audit outcome:re', words: ['recorded', 'refused'] },
    { line: 'openim-webhook audit -role:old', words: ['old-owner'] },
    { line: 'openim-webhook audit --clo', words: ['--cloudevents'] },
    { line: 'openim-webhook audit --limit 5 sho', words: ['show'] },
    { line: 'openim-webhook audit show --js', words: ['--json'] },
    { line: 'openim-webhook policy --lim', words: [''] },
    { line: 'openim-webhook completion --h', words: ['--help'] },
  ])('$line', ({ line, words }) => {
    expect(completed(line)).toEqual(words);
  });
});

it('completes only words that the command takes', () => {
  const words = completed('openim-webhook audit ').filter((word) => !word.startsWith('--') && !word.endsWith(':'));
  const commands = ['show', 'restore', 'derive'];

  expect(words).toEqual(expect.arrayContaining(commands));
  expect(words.filter((word) => !commands.includes(word)).flatMap((word) => parse(word).mistakes)).toEqual([]);
});

it.each(['bash', 'zsh', 'fish'])(
  'has all commands in the script for %s, whose first line says how to use it',
  (shell) => {
    const script = scripts.get(shell) ?? '';

    for (const { name } of COMMANDS) expect(script).toContain(name);
    expect(script).toMatch(
      new RegExp(`^# Completes openim-webhook in ${shell}\\. (.+)npx openim-webhook completion ${shell}`),
    );
  },
);

it.each(['zsh', 'fish'])('is understood by %s', (shell) => {
  const { error, status, stderr } = spawnSync(shell, ['-n'], { input: scripts.get(shell) ?? '', encoding: 'utf8' });

  // A machine may not have the shell.
  expect(error ? { status: 0, stderr: '' } : { status, stderr }).toEqual({ status: 0, stderr: '' });
});

it('says which shells it knows', async () => {
  expect(await runHere(['completion', 'tcsh'])).toEqual({
    code: 2,
    stdout: '',
    stderr: 'tcsh is not a known shell. Use one of bash, zsh, fish.\n',
  });
});
