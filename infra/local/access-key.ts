import { constants, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ACCESS_KEY } from './directory.ts';
import { isSameSecret, newSecret } from './secret.ts';

const KEY = /^[0-9a-f]{64}$/;

/** Reads the key of a running database. */
export async function readAccessKey(directory: string): Promise<string> {
  return (await readFile(join(directory, ACCESS_KEY), 'utf8')).trim();
}

/** Returns the key of a data directory. A missing key, or one that other users may know, is replaced. */
export async function ensureAccessKey(directory: string): Promise<string> {
  const existing = await secretKeyIn(directory);
  if (existing !== undefined) return existing;
  const key = newSecret();
  await writeAccessKey(directory, key);
  return key;
}

/** Writes the key to a file that only this user can read. */
export async function writeAccessKey(directory: string, key: string): Promise<void> {
  const file = join(directory, ACCESS_KEY);
  await rm(file, { force: true });
  await writeFile(file, `${key}\n`, { flag: 'wx', mode: 0o600 });
}

/** Returns the key in a directory, or undefined if it is invalid or other users have access to it. */
async function secretKeyIn(directory: string): Promise<string | undefined> {
  // Another user could have placed a link here.
  const handle = await open(join(directory, ACCESS_KEY), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)).catch(
    () => undefined,
  );
  if (handle === undefined) return undefined;
  try {
    const { uid, mode } = await handle.stat();
    const isSecret = process.getuid === undefined || (uid === process.getuid() && (mode & 0o077) === 0);
    const key = (await handle.readFile('utf8')).trim();
    return isSecret && KEY.test(key) ? key : undefined;
  } finally {
    await handle.close();
  }
}

/**
 * Tells whether a request names this access key ID. The ID is the secret, so the signature is not verified.
 * Source: AWS's documentation, "Signature Version 4", the header Authorization.
 */
export function isSignedWith(key: string, authorization = ''): boolean {
  const [, found = ''] = /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\//.exec(authorization) ?? [];
  return isSameSecret(key, found);
}
