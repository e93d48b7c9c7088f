import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeBodies } from './encode-bodies.ts';

const TARGET = join(import.meta.dirname, '../../functions/openim/wire-bodies.ts');

function read(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8'));
}

if (import.meta.main) {
  const { versions, bodies } = encodeBodies(read('callbacks.json'), read('documented.json'));
  const text = `// Made by \`npm run catalogue\` from infra/openim/callbacks.json and documented.json: change those and make it again.

/** Versions of OpenIM whose bodies are known, from the oldest to the newest. */
export const versions: readonly string[] = ${JSON.stringify(versions)};

/**
 * The fields of each callback over all versions, by its name on the wire: the versions that have it, then each path with its marks.
 * \`#\`: an integer. \`?\`: a boolean. \`~\`: not in each body. \`@\`: the versions that have the field, if not all; \`@0\`: only documents have it.
 * Versions are a hexadecimal number with one bit for each, the lowest for the oldest.
 */
export const wireBodies: Readonly<Record<string, string>> = ${JSON.stringify(bodies)};
`;
  writeFileSync(TARGET, text);
}
