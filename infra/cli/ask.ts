import { createInterface } from 'node:readline/promises';
import type { Io } from './io.ts';

/** Tells whether a person can answer questions. */
export function isInteractive({ stdin }: Io): boolean {
  return (stdin as { isTTY?: boolean }).isTTY === true;
}

/**
 * Asks a person, and returns the answer without blanks around it; '' at the end of the input.
 *
 * @throws {Error} an AbortError after Ctrl-C
 */
export async function ask({ stdin, stderr }: Io, question: string, signal: AbortSignal): Promise<string> {
  // Without a terminal's line editor, Ctrl-C reaches the process.
  const lines = createInterface({ input: stdin, output: stderr, terminal: false });
  const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  try {
    const answer = await Promise.race([lines.question(question, { signal }), closed]);
    return answer.trim();
  } finally {
    lines.close();
  }
}
