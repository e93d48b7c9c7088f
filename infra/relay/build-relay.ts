import { join } from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = join(import.meta.dirname, '../..');

/** Bundles the relay into one file that needs Node 22.13 or newer and nothing else. Its commander has parts in CommonJS. */
export function buildRelay(file: string): void {
  buildSync({
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
    logLevel: 'warning',
    banner: {
      js: '#!/usr/bin/env node\nimport { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
    },
  });
}

if (import.meta.main) buildRelay(join(ROOT, 'dist/relay.mjs'));
