import { access } from 'node:fs/promises';
import { reasonOfWrite } from '../../../cli/file-failure.ts';
import { UsageError } from '../../../cli/usage-error.ts';
import { readState, type State, writeState } from './export-state.ts';

/** Identity of an export. Two with the same are one. */
export type Identity = Pick<State, 'query' | 'table' | 'place' | 'zone'>;

/** The file while it is not finished. */
export function partOf(file: string): string {
  return `${file}.part`;
}

export function stateFileOf(file: string): string {
  return `${partOf(file)}.json`;
}

/**
 * Returns the state of an unfinished export, or that of a new one.
 *
 * @throws {UsageError} when the files are of another export, or can't be used
 */
export async function beginOrGoOn(file: string, identity: Identity, now: Date): Promise<State> {
  const found = await readState(stateFileOf(file)).catch(() => {
    throw new UsageError(`${stateFileOf(file)} can't be read. Delete it and ${partOf(file)}, and start again.`);
  });
  if (found) {
    if (Object.entries(identity).every(([name, value]) => found[name as keyof Identity] === value)) return found;
    throw new UsageError(
      `${partOf(file)} is of another export: ${found.query}. Run that one again, or delete it and ${stateFileOf(file)}.`,
    );
  }
  if (await exists(partOf(file)))
    throw new UsageError(`${partOf(file)} exists without ${stateFileOf(file)}. Delete it, or choose another name.`);
  const none = { bytes: 0, records: 0, readUnits: 0, requests: 0, written: [] };
  const state: State = { version: 1, ...identity, startedAt: now.toISOString(), ...none };
  await writeState(stateFileOf(file), state);
  return state;
}

export async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** Explains a failure of the file system in a sentence. */
export async function explaining<T>(file: string, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      `${file} can't be written: ${reasonOfWrite(error)}. Correct that, and run the same command again.`,
    );
  }
}
