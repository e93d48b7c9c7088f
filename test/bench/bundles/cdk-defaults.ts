import { globSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { App, type AppProps, Stack } from 'aws-cdk-lib';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { type BundlingOptions, NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';

const ROOT = join(import.meta.dirname, '../../..');

/** Set by `cdk init` in every new app: the runtime's SDK is used with its own @smithy packages. */
const CONTEXT: NonNullable<AppProps['context']> = { '@aws-cdk/aws-lambda-nodejs:sdkV3ExcludeSmithyPackages': true };

/**
 * Bundles a handler as the CDK's NodejsFunction does by default: CommonJS, not minified, with the SDK of Lambda's runtime.
 *
 * @param bundling settings that differ from the defaults
 * @returns the bundle
 */
export function bundleByDefaults(entry: string, directory: string, bundling: BundlingOptions = {}): string {
  const outdir = mkdtempSync(join(directory, 'cdk-'));
  const stack = new Stack(new App({ outdir, context: CONTEXT, analyticsReporting: false }), 'Peer');
  new NodejsFunction(stack, 'Function', { entry: join(ROOT, entry), runtime: Runtime.NODEJS_24_X, bundling });
  const [file] = globSync(join(outdir, 'asset.*/index.js'));
  if (file === undefined) throw new Error(`the CDK has not bundled ${entry}`);
  return file;
}
