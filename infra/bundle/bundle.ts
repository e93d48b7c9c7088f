import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, buildSync, type Metafile } from 'esbuild';
import { lookAlikes } from '../../functions/policy/text/folds/look-alikes.ts';
import { traditional } from '../../functions/policy/text/folds/traditional.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Modules of Node that `node-modules.ts` replaces. It has only the exports in use. */
const NODE_MODULES = ['buffer', 'crypto', 'http', 'stream', 'util'];

/**
 * Bundling of every function: ESM with what it uses of the SDK, and of its credential providers only the one that Lambda uses. Modules that are
 * imported dynamically become chunks, which a cold start does not read.
 */
const OPTIONS = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  splitting: true,
  outExtension: { '.js': '.mjs' },
  mainFields: ['module', 'main'],
  // Savings of each alias: size, and CPU time of its import (Node 24, medians of 15 processes).
  alias: {
    // 139 kB and about 30 ms of a function with clients of the SDK, including the HTTP requests of the providers.
    '@aws-sdk/credential-provider-node': './infra/bundle/credentials.ts',
    // 1.3 kB of derive.
    '@smithy/core/event-streams': './infra/bundle/no-event-streams.ts',
    // 19 to 35 ms of every function, most of this time for `node:http`, and no bytes.
    'node:https': './infra/bundle/https.ts',
    ...Object.fromEntries(NODE_MODULES.map((name) => [`node:${name}`, './infra/bundle/node-modules.ts'])),
  },
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** 42 kB of each function that takes callbacks: the commands' schemas, and what the SDK's client does with a command. */
const OWN_COMMANDS = { '@aws-sdk/client-dynamodb': './infra/bundle/commands.ts' };

/** Module in a bundle that needs the SDK's client. */
const CLIENT_MARK = 'infra/bundle/no-client.ts';

export type Bundler = (entry: string, directory: string) => void;

/**
 * Bundles a module into `directory` as `index.mjs` and its chunks.
 *
 * @param entry a path in the project, such as `functions/after-join-group.ts`
 * @returns the bytes that a cold start reads
 */
export function bundle(entry: string, directory: string): number {
  return coldOutputs(bundleWith(entry, directory).outputs).reduce((sum, { bytes }) => sum + bytes, 0);
}

/**
 * Bundles as `bundle` does, and returns what is in the bundle.
 *
 * @param sourcemap writes maps beside the files, which stay the same
 */
export function bundleWith(entry: string, directory: string, sourcemap: 'external' | false = false): Metafile {
  mkdirSync(directory, { recursive: true });
  // Bundles the computed tables, because they are smaller than those of their libraries: a tenth of 100 kB, and 11 of 29 kB.
  const lookAlikesFile = join(directory, 'look-alikes.mjs');
  const traditionalFile = join(directory, 'traditional.mjs');
  writeFileSync(lookAlikesFile, `export const lookAlikes = ${JSON.stringify(lookAlikes)};`);
  writeFileSync(traditionalFile, `export const traditional = ${JSON.stringify(traditional)};`);
  const aliases = { ...OPTIONS.alias, '#look-alikes': lookAlikesFile, '#traditional': traditionalFile };
  const build = (alias: Record<string, string>) =>
    buildSync({
      ...OPTIONS,
      alias,
      entryPoints: [{ in: entry, out: 'index' }],
      outdir: directory,
      metafile: true,
      sourcemap,
    }).metafile;
  let metafile = build({ ...aliases, ...OWN_COMMANDS });
  if (needsClient(metafile)) {
    for (const path of Object.keys(metafile.outputs)) rmSync(join(ROOT, path));
    metafile = build(aliases);
  }
  rmSync(lookAlikesFile);
  rmSync(traditionalFile);
  return metafile;
}

/** Tells whether a module of the bundle makes the SDK's client, which takes only the SDK's commands. */
function needsClient({ outputs }: Metafile): boolean {
  return Object.values(outputs).some(({ inputs }) => CLIENT_MARK in inputs);
}

/** Returns the files that a cold start reads: the entry, and the chunks that it imports statically. */
export function coldOutputs(outputs: Metafile['outputs']): Metafile['outputs'][string][] {
  const entry = Object.keys(outputs).find((path) => path.endsWith('/index.mjs')) ?? '';
  const read = new Set([entry]);
  for (const path of read) {
    for (const { path: imported, kind } of outputs[path]?.imports ?? [])
      if (kind === 'import-statement' && imported in outputs) read.add(imported);
  }
  return [...read].flatMap((path) => outputs[path] ?? []);
}
