import { chmod, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ensureAccessKey, readAccessKey } from '../../../infra/local/access-key.ts';
import { emptyDirectory } from '../../support/processes.ts';

const KNOWN = '0'.repeat(64);

it('keeps a long random key for the owner alone', async () => {
  const directory = await emptyDirectory();

  const key = await ensureAccessKey(directory);

  expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect((await stat(join(directory, 'access-key'))).mode & 0o777).toBe(0o600);
  expect(await ensureAccessKey(directory)).toBe(key);
  expect(await readAccessKey(directory)).toBe(key);
  expect(await ensureAccessKey(await emptyDirectory())).not.toBe(key);
});

it.each([0o644, 0o640, 0o602])('makes a new key when others could read or write it: %o', async (mode) => {
  const directory = await emptyDirectory();
  const file = join(directory, 'access-key');
  await writeFile(file, KNOWN);
  await chmod(file, mode);

  expect(await ensureAccessKey(directory)).not.toBe(KNOWN);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

it.each(['', 'short', KNOWN.slice(1)])('makes a new key in the place of what is not a key: %j', async (text) => {
  const directory = await emptyDirectory();
  await writeFile(join(directory, 'access-key'), text, { mode: 0o600 });

  expect(await ensureAccessKey(directory)).toMatch(/^[0-9a-f]{64}$/);
});

it('follows no link', async () => {
  const directory = await emptyDirectory();
  const elsewhere = join(await emptyDirectory(), 'file');
  await writeFile(elsewhere, KNOWN, { mode: 0o600 });
  await symlink(elsewhere, join(directory, 'access-key'));

  expect(await ensureAccessKey(directory)).not.toBe(KNOWN);
  expect(await readFile(elsewhere, 'utf8')).toBe(KNOWN);
});
