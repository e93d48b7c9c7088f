import { expect } from 'vitest';
import { runHere } from './commands.ts';

/** Returns the records that `npm run audit` finds, newest first. */
export async function recordedIn(env: Record<string, string>, ...args: string[]) {
  const { code, stdout, stderr } = await runHere(['audit', ...args, '--json'], env);
  // The cost of the search is no failure.
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^(Read .*\n)?$/) });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
