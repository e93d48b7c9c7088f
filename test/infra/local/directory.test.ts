import { chmod, lchown, mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prepareDirectory } from '../../../infra/local/directory.ts';
import { emptyDirectory } from '../../support/processes.ts';

const modeOf = async (path: string) => ((await stat(path)).mode & 0o7777).toString(8);

it('makes a directory and its parents for the owner alone', async () => {
  const directory = join(await emptyDirectory(), 'a', 'b');

  expect(await prepareDirectory(directory)).toBeUndefined();

  for (const path of ['..', '.', 'dynamodb', 'queue']) expect(await modeOf(join(directory, path)), path).toBe('700');
  expect((await readdir(directory)).sort()).toEqual(['dynamodb', 'queue']);
});

it('closes to others what was open to them', async () => {
  const directory = await emptyDirectory();
  await mkdir(join(directory, 'dynamodb'));
  for (const path of ['.', 'dynamodb']) await chmod(join(directory, path), 0o755);

  expect(await prepareDirectory(directory)).toBeUndefined();

  for (const path of ['.', 'dynamodb', 'queue']) expect(await modeOf(join(directory, path)), path).toBe('700');
});

describe('leaves a directory as it is that holds something else, and closes what is its own', () => {
  it.each([
    { mode: 0o755, says: undefined },
    { mode: 0o1777, says: undefined },
    {
      mode: 0o777,
      says: /^Other users of this machine can replace the records in .*\. Make yourself its owner, and run: chmod 700 /,
    },
  ])('$mode', async ({ mode, says }) => {
    const directory = await emptyDirectory();
    await writeFile(join(directory, 'something else'), '');
    await chmod(directory, mode);

    const warning = await prepareDirectory(directory);

    expect(await modeOf(directory)).toBe(mode.toString(8));
    expect(await modeOf(join(directory, 'dynamodb'))).toBe('700');
    if (says) expect(warning).toMatch(says);
    else expect(warning).toBeUndefined();
  });
});

it('closes a directory again that has all files of a receiver', async () => {
  const directory = await emptyDirectory();
  for (const name of ['endpoint', 'access-key', 'derived-until', 'endpoint-0123abcd.new'])
    await writeFile(join(directory, name), '');
  await chmod(directory, 0o755);

  await prepareDirectory(directory);

  expect(await modeOf(directory)).toBe('700');
});

it.runIf(process.getuid?.() === 0)('follows no link that another user has placed', async () => {
  const [directory, elsewhere] = [await emptyDirectory(), await emptyDirectory()];
  const link = join(directory, 'queue');
  await chmod(elsewhere, 0o755);
  await symlink(elsewhere, link);
  const nobody = 65_534;
  await lchown(link, nobody, nobody);

  await expect(prepareDirectory(directory)).rejects.toThrow(`${link} is a link of another user`);

  expect(await modeOf(elsewhere)).toBe('755');
});

it('says that a file is not a directory', async () => {
  const file = join(await emptyDirectory(), 'file');
  await writeFile(file, '');

  await expect(prepareDirectory(file)).rejects.toThrow(`DATA_DIR ${file} can't be used: it is not a directory.`);
  await expect(prepareDirectory(join(file, 'x'))).rejects.toThrow('a part of its path is not a directory');
});

it.runIf(process.platform === 'linux').each(['/proc', '/proc/x', '/proc/x/y'])(
  'ends where nothing can be made: %s',
  async (path) => {
    await expect(prepareDirectory(path)).rejects.toThrow(`DATA_DIR ${path} can't be used`);
  },
);
