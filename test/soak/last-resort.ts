import { writeFile } from 'node:fs/promises';

/** The records that this process writes to its error output as the last resort, instead of showing them. */
export interface LastResort {
  /** Writes them to a file, and shows the error output again. */
  end(file: string): Promise<void>;
}

/** Starts to keep what a function's log would have, and passes everything else on. */
export function keepLastResort(): LastResort {
  const lines: string[] = [];
  const { stderr } = process;
  const write = stderr.write.bind(stderr);
  stderr.write = (text: string | Uint8Array, ...rest: unknown[]): boolean => {
    if (!String(text).startsWith('restore:')) return Reflect.apply(write, stderr, [text, ...rest]);
    lines.push(String(text));
    const done = rest.at(-1);
    if (typeof done === 'function') done();
    return true;
  };
  return {
    end: async (file) => {
      stderr.write = write;
      await writeFile(file, lines.join(''));
    },
  };
}
