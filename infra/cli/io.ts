import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

/** The parts of a process that commands use. Tests pass their own. */
export interface Io {
  readonly env: NodeJS.ProcessEnv;
  readonly stdin: Readable;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Listens to Ctrl-C, and to the signal of a service manager. Without a listener, either ends the process. */
  on?(event: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  off?(event: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
}

type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** Writes a line to the user of the command. */
export function writeLine(output: Writable, text: string): void {
  output.write(`${text}\n`);
}

/** Writes lines, and waits until their reader is ready for more. */
export async function writeAndWait(output: Writable, lines: string): Promise<void> {
  if (!output.write(`${lines}\n`)) await once(output, 'drain');
}

/** Returns the columns of a terminal; undefined for a file or a pipe, where nothing is truncated. */
export function columnsIn({ isTTY, columns }: Output): number | undefined {
  return (isTTY && columns) || undefined;
}

/** Runs something that Ctrl-C asks to end by a signal. A second Ctrl-C ends the process. */
export async function interruptible<T>(io: Io, use: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const interrupt = () => {
    controller.abort();
    io.off?.('SIGINT', interrupt);
  };
  io.on?.('SIGINT', interrupt);
  try {
    return await use(controller.signal);
  } finally {
    io.off?.('SIGINT', interrupt);
  }
}
