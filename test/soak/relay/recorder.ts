import { readFile } from 'node:fs/promises';

/** A line of the recorder's file. */
export interface Recorded {
  readonly id: string;
  readonly receivedAt: string;
  readonly sequence: number;
  readonly body: string;
}

export const RECORDER = new URL('recorder-entry.ts', import.meta.url).pathname;

export async function recordedIn(file: string): Promise<Recorded[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line));
}
