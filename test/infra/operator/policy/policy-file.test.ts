import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPolicy } from '../../../../infra/operator/policy/policy-file.ts';
import { emptyDirectory } from '../../../support/processes.ts';
import { policyCommands } from './given-policies.ts';

async function fileWith(text: string): Promise<string> {
  const file = join(await emptyDirectory(), 'policy.json');
  await writeFile(file, text);
  return file;
}

describe('rejects a setting that appears twice', () => {
  it.each([
    {
      where: 'a section',
      text: '{\n  "nickName": [],\n  "ex": [],\n  "nickName": [{ "kind": "trim", "id": "t" }]\n}',
      says: 'line 4, has nickName a second time.',
    },
    {
      where: 'a setting of a rule',
      text: '{ "ex": [{ "kind": "bytes", "id": "b", "max": 1 },\n{ "kind": "bytes", "id": "c", "max": 2, "max": 3 }] }',
      says: 'line 2, has max a second time.',
    },
    {
      where: 'an escaped name',
      text: '{"mode":"monitor","m\\u006fde":"enforce"}',
      says: 'line 1, has mode a second time.',
    },
  ])('$where', async ({ text, says }) => {
    const file = await fileWith(text);
    await expect(readPolicy(file)).rejects.toThrow(`${file}, ${says} Keep one of the two.`);
  });

  it('but not a text that looks like one', async () => {
    const terms = ['a', 'terms', '"a":', '{"a":1,"a":2}', 'a\\'];
    const file = await fileWith(JSON.stringify({ nickName: [{ kind: 'terms', id: 'terms', terms }], ex: [] }));
    await expect(readPolicy(file)).resolves.toHaveProperty('nickName.0.terms', terms);
  });
});

it('reads a file with a byte order mark', async () => {
  await expect(readPolicy(await fileWith('\uFEFF{"mode":"monitor"}'))).resolves.toEqual({ mode: 'monitor' });
});

it('rejects a file that is not JSON in one line', async () => {
  const file = await fileWith('nickName:\n  - kind: trim\n    id: t\n');
  await expect(readPolicy(file)).rejects.toThrow(/^.*policy\.json is not valid JSON: [^\n]*\. Correct it first\.$/);
});

it.each([
  { command: 'set', args: [] },
  { command: 'try', args: ['{}'] },
  { command: 'preview', args: [] },
])(
  '$command ends with one sentence and exit code 2, for a directory and for a repeated section',
  async ({ command, args }) => {
    const { policy } = await policyCommands();
    const directory = join(await emptyDirectory(), 'policies');
    await mkdir(directory);
    const repeated = await fileWith('{"ex":[],"ex":[]}');

    expect(await policy(command, directory, ...args)).toEqual({
      code: 2,
      stdout: '',
      stderr:
        command === 'try'
          ? `${directory} is a directory. Name a policy file.\n`
          : `${directory} has no policy.json, groups/ID.json or lists/NAME.txt. Add one, or name a policy file.\n`,
    });
    expect(await policy(command, repeated, ...args)).toEqual({
      code: 2,
      stdout: '',
      stderr: `${repeated}, line 1, has ex a second time. Keep one of the two.\n`,
    });
  },
);
