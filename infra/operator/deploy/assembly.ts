import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Account } from './account.ts';

const Manifest = v.object({
  artifacts: v.record(
    v.string(),
    v.object({
      type: v.string(),
      properties: v.optional(v.object({ stackName: v.optional(v.string()), assumeRoleArn: v.optional(v.string()) })),
    }),
  ),
});

/** Returns the role with which the CDK deploys a stack of an assembly; undefined if it uses the operator's credentials. */
export async function deployRole(directory: string, stack: string, account: Account): Promise<string | undefined> {
  const manifest = v.parse(Manifest, JSON.parse(await readFile(join(directory, 'manifest.json'), 'utf8')));
  const artifact = manifest.artifacts[stack];
  if (artifact?.type !== 'aws:cloudformation:stack') throw new Error(`The assembly has no stack ${stack}`);
  const values = { Partition: account.partition, AccountId: account.account, Region: account.region };
  return artifact.properties?.assumeRoleArn?.replace(
    /\$\{AWS::(Partition|AccountId|Region)\}/g,
    (_whole, name: keyof typeof values) => values[name],
  );
}
