import { open, readFile, rename } from 'node:fs/promises';
import * as v from 'valibot';

const Count = v.pipe(v.number(), v.minValue(0));

/** State beside the file of an unfinished export, with which it continues. Counts only complete gzip members. */
const State = v.object({
  version: v.literal(1),
  /** The query as given, so that another one does not continue this export. */
  query: v.string(),
  table: v.string(),
  place: v.string(),
  zone: v.string(),
  /** The time of the query, by which `2h` keeps its meaning. */
  startedAt: v.pipe(v.string(), v.isoTimestamp()),
  /** Length of the file that is complete. */
  bytes: Count,
  records: Count,
  readUnits: Count,
  requests: Count,
  /** Start of the millisecond of the last record, from which on the table is read again. */
  since: v.optional(v.pipe(v.string(), v.isoTimestamp())),
  /** eventIDs of the records since then that are in the file already. */
  written: v.array(v.string()),
});

export type State = v.InferOutput<typeof State>;

/** @returns undefined when there is no such file */
export async function readState(file: string): Promise<State | undefined> {
  try {
    return v.parse(State, JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Replaces the file atomically, so that it never has half a state. */
export async function writeState(file: string, state: State): Promise<void> {
  const next = `${file}.new`;
  const handle = await open(next, 'w', 0o600);
  try {
    await handle.writeFile(JSON.stringify(state));
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await rename(next, file);
}
