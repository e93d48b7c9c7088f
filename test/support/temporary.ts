import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives a test run a temporary directory of its own, which goes when it ends. */
export default function temporary(): () => void {
  const directory = mkdtempSync(join(tmpdir(), 'receiver-tests-'));
  process.env.TMPDIR = directory;
  return () => rmSync(directory, { recursive: true, force: true });
}
