import { readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { replaceFile } from '../../../infra/local/replace-file.ts';
import { emptyDirectory } from '../../support/processes.ts';

it('replaces a link instead of following it, also twice at the same time', async () => {
  const directory = await emptyDirectory();
  const elsewhere = join(await emptyDirectory(), 'file');
  await writeFile(elsewhere, 'theirs');
  const file = join(directory, 'marker');
  await symlink(elsewhere, file);

  await Promise.all([replaceFile(file, 'ours'), replaceFile(file, 'ours')]);

  expect(await readFile(elsewhere, 'utf8')).toBe('theirs');
  expect(await readFile(file, 'utf8')).toBe('ours');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(directory)).toEqual(['marker']);
});
