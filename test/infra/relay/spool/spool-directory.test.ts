import { chmod, stat, writeFile } from 'node:fs/promises';
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
