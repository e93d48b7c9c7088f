import { constants, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ACCESS_KEY } from './directory.ts';
import { isSameSecret, newSecret } from './secret.ts';

const KEY = /^[0-9a-f]{64}$/;

/** Reads the key of a database that runs already. */
export async function readAccessKey(directory: string): Promise<string> {
  return (await readFile(join(directory, ACCESS_KEY), 'utf8')).trim();
}

/** Returns the key of a data directory. A new one takes the place of a key that others may know. */
export async function ensureAccessKey(directory: string): Promise<string> {
  const kept = await secretKeyIn(directory);
  if (kept !== undefined) return kept;
  const key = newSecret();
  await writeAccessKey(directory, key);
  return key;
}

/** Writes a key for the commands of this user. */
export async function writeAccessKey(directory: string, key: string): Promise<void> {
  const file = join(directory, ACCESS_KEY);
  await rm(file, { force: true });
  await writeFile(file, `${key}\n`, { flag: 'wx', mode: 0o600 });
}

/** Returns the key in a directory, if it is one, and nobody else can have read or written it. */
async function secretKeyIn(directory: string): Promise<string | undefined> {
  // Somebody else's link must not choose the file.
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
 * Tells whether a request is signed with this key. Its signature is not checked, because whoever knows the key ID may enter.
 * Source: AWS's documentation, "Signature Version 4", the header Authorization.
 */
export function isSignedWith(key: string, authorization = ''): boolean {
  const [, found = ''] = /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\//.exec(authorization) ?? [];
  return isSameSecret(key, found);
}
