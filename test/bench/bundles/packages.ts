import type { Metafile } from 'esbuild';

export interface PackageBytes {
  /** Name of the package; `this project` for our own files. */
  readonly name: string;
  /** Bytes of it in the bundle, after minifying. */
  readonly bytes: number;
}

export const OWN = 'this project';

/** Tables by which evasions are found: data, not code. */
const TEXT_TABLES = /(?:^|\/)(?:look-alikes|traditional)\.mjs$/;

type Outputs = readonly Metafile['outputs'][string][];

/** Returns the bytes of each package in the files of a bundle, the largest first. */
export function packagesIn(outputs: Outputs): PackageBytes[] {
  const bytes = new Map<string, number>();
  for (const { path, bytesInOutput } of inputsOf(outputs)) {
    const name = packageOf(path);
    bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput);
  }
  return [...bytes].map(([name, bytes]) => ({ name, bytes })).sort((a, b) => b.bytes - a.bytes);
}

/** Returns the bytes of the text tables in the files of a bundle. */
export function textTableBytesIn(outputs: Outputs): number {
  const tables = inputsOf(outputs).filter(({ path }) => TEXT_TABLES.test(path));
  return tables.reduce((sum, { bytesInOutput }) => sum + bytesInOutput, 0);
}

/** Returns the package of a source file: what follows the last `node_modules/`. */
export function packageOf(path: string): string {
  const [, inside] = /.*(?:^|\/)node_modules\/(.+)/.exec(path) ?? [];
  if (inside === undefined) return OWN;
  return inside.split('/', inside.startsWith('@') ? 2 : 1).join('/');
}

function inputsOf(outputs: Outputs) {
  return outputs.flatMap(({ inputs }) =>
    Object.entries(inputs).map(([path, { bytesInOutput }]) => ({ path, bytesInOutput })),
  );
}
