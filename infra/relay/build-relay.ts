import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';

const ROOT = join(import.meta.dirname, '../..');

/**
 * Loads SQLite with a sentence for a person whose Node has none. An import would end the relay with a stack trace before its first line runs.
 */
const sqliteOrSentence: Plugin = {
  name: 'sqlite-or-sentence',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^node:sqlite$/ }, ({ path }) => ({ path, namespace: 'sqlite' }));
    onLoad({ filter: /.*/, namespace: 'sqlite' }, () => ({ contents: SQLITE }));
  },
};

const SQLITE = `
const sqlite = process.getBuiltinModule?.('node:sqlite');
if (sqlite === undefined) {
  console.error(\`The relay needs Node 22.13 or newer, and this is \${process.versions.node}. Install a newer Node.\`);
  process.exit(2);
}
export const { DatabaseSync } = sqlite;
`;

/** Bundles the relay into one file that needs Node 22.13 or newer and nothing else. Its commander has parts in CommonJS. */
export async function buildRelay(file: string): Promise<void> {
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['infra/relay/bundle-entry.ts'],
    outfile: file,
    bundle: true,
    platform: 'node',
    target: 'node22.13',
    format: 'esm',
    minify: true,
    charset: 'utf8',
    legalComments: 'inline',
    plugins: [sqliteOrSentence],
    logLevel: 'warning',
    banner: {
      js: '#!/usr/bin/env node\nimport { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
    },
  });
}

if (import.meta.main) await buildRelay(join(ROOT, 'dist/relay.mjs'));
