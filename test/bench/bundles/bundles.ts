import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BundlingOptions } from 'aws-cdk-lib/aws-lambda-nodejs';
import { bundleWith, coldOutputs } from '../../../infra/bundle/bundle.ts';
import type { Bundle } from '../contender.ts';
import { bundleByDefaults } from './cdk-defaults.ts';
import { packagesIn, textTableBytesIn } from './packages.ts';

/** Bundles a handler as the stack deploys it, with source maps beside. */
export function ownBundle(entry: string, directory: string): Bundle {
  const outputs = coldOutputs(bundleWith(entry, directory, 'external').outputs);
  return {
    file: join(directory, 'index.mjs'),
    bytes: outputs.reduce((sum, { bytes }) => sum + bytes, 0),
    textTableBytes: textTableBytesIn(outputs),
    packages: packagesIn(outputs),
  };
}

/** Bundles a handler as NodejsFunction does by default. esbuild's report on the bundle changes nothing in it. */
export function defaultBundle(entry: string, directory: string, bundling: BundlingOptions): Bundle {
  const file = bundleByDefaults(entry, directory, { ...bundling, metafile: true });
  const { outputs } = JSON.parse(readFileSync(join(dirname(file), 'index.meta.json'), 'utf8'));
  return { file, bytes: statSync(file).size, textTableBytes: 0, packages: packagesIn(Object.values(outputs)) };
}
