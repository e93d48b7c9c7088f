import { chmod, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { prepareSpoolDirectory } from '../../../../infra/relay/spool/spool-directory.ts';
import { emptyDirectory } from '../../../support/processes.ts';

it.each([
  { files: [], mode: 0o700 },
  { files: ['spool.db', 'spool.db-wal', 'lock'], mode: 0o700 },
  { files: ['spool.db', 'of-others'], mode: 0o755 },
])('makes a directory private that is the own one of a spool, with $files', async ({ files, mode }) => {
  const directory = await emptyDirectory();
  await chmod(directory, 0o755);
  for (const name of files) await writeFile(join(directory, name), '');

  await prepareSpoolDirectory(directory);

  expect((await stat(directory)).mode & 0o777).toBe(mode);
});

it.runIf(process.platform === 'linux').each(['/proc/x', '/proc/x/y'])(
  'ends where no directory can be made: %s',
  async (path) => {
    await expect(prepareSpoolDirectory(path)).rejects.toThrow(
      `The spool ${path} can't be used: no directory can be made there. Set --spool to a directory that you can write to.`,
    );
  },
);

it('says that a file is not a directory, and a link to nothing neither', async () => {
  const directory = await emptyDirectory();
  const [file, link] = [join(directory, 'file'), join(directory, 'link')];
  await writeFile(file, '');
  await symlink(join(directory, 'nothing'), link);

  for (const path of [file, link])
    await expect(prepareSpoolDirectory(path)).rejects.toThrow(
      `The spool ${path} can't be used: it is not a directory. Set --spool`,
    );
  await expect(prepareSpoolDirectory(join(file, 'x'))).rejects.toThrow('a part of its path is not a directory');
  await expect(prepareSpoolDirectory(join(directory, 'x'.repeat(300)))).rejects.toThrow(
    "can't be used: its name is too long.",
  );
});

it('makes the directories above, too, whatever their names are', async () => {
  const directory = join(await emptyDirectory(), 'a?mode=ro', 'b#%20', "c 'd'\n你好");

  await prepareSpoolDirectory(directory);

  expect((await stat(directory)).mode & 0o777).toBe(0o700);
});
