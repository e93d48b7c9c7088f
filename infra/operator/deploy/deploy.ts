import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { AWS_CLIENT } from '../../cli/aws-client.ts';
import { type Io, writeLine } from '../../cli/io.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { earlierTables } from '../../existing/earlier-tables.ts';
import { findExisting } from '../../existing/find-existing.ts';
import { findStack, isEmpty } from '../../existing/found-stack.ts';
import { doubtfulSettings } from '../../settings/doubtful-settings.ts';
import { type Account, findAccount, roleCredentials } from './account.ts';
import { deployRole } from './assembly.ts';
import { type CdkRun, prepareChangeSet, synthesise } from './cdk.ts';
import { review } from './review.ts';
import { checkState } from './stack-state.ts';
import { readTarget, type Target } from './target.ts';

/** Options of one call. */
export interface DeployOptions {
  /** Directory of `cdk.json`. */
  readonly directory: string;
  /** Name of the environment. */
  readonly env?: string | undefined;
  /** Settings of this call. */
  readonly overrides: Readonly<Record<string, string>>;
  readonly yes: boolean;
  readonly allowLoss: boolean;
}

/**
 * Deploys an environment: synthesises it, has a change set made, shows it, asks, and executes it.
 *
 * @param signal ends the call. A change set that is not yet executed never is
 * @throws {UsageError, FailedCheck, Interrupted}
 */
export async function deploy(io: Io, options: DeployOptions, signal: AbortSignal): Promise<void> {
  const target = readTarget(options.directory, options.env, options.overrides);
  const region = target.settings.region || io.env.AWS_REGION || io.env.AWS_DEFAULT_REGION;
  const config = region ? { region } : {};
  const account = await findAccount(config, target.settings.account, target.file);
  const place = `account ${account.account}, region ${account.region}`;
  await checkSettings(io, target, account);
  writeLine(io.stderr, `Building ${target.stack} for ${place}.`);
  const run: CdkRun = {
    directory: options.directory,
    env: { ...io.env, AWS_REGION: account.region },
    signal,
    bootstrap: target.bootstrap,
    report: (text) => writeLine(io.stderr, text),
  };
  const assembly = await mkdtemp(join(tmpdir(), 'openim-webhook-'));
  try {
    await synthesise(run, assembly, target.stack, target.context);
    await deployAssembly(io, options, { target, account, assembly, run });
  } finally {
    await rm(assembly, { recursive: true, force: true });
  }
}

/**
 * Says what is doubtful about the settings, and about what they name.
 *
 * @throws {UsageError} with a sentence for each thing that keeps what they name from being used
 */
async function checkSettings(io: Io, { settings }: Target, account: Account): Promise<void> {
  const { errors, warnings } = await findExisting(settings, account);
  if (errors.length > 0) throw new UsageError(errors.join('\n'));
  for (const warning of [...doubtfulSettings(settings), ...warnings]) writeLine(io.stderr, `Note: ${warning}`);
}

interface Built {
  readonly target: Target;
  readonly account: Account;
  /** Directory of the synthesised app. */
  readonly assembly: string;
  readonly run: CdkRun;
}

async function deployAssembly(io: Io, options: DeployOptions, built: Built): Promise<void> {
  const { target, account, assembly, run } = built;
  const { region } = account;
  const credentials = await roleCredentials({ region }, await deployRole(assembly, target.stack, account));
  const client = new CloudFormationClient({ ...AWS_CLIENT, region, ...credentials });
  try {
    const stack = await findStack(client, target.stack);
    if (stack) checkState(stack, target.destroy);
    const isNew = stack === undefined || isEmpty(stack);
    const earlier = isNew ? await earlierTables(target.stack, target.settings, region) : { tables: [] };
    // A name of its own, because a change set of an earlier call could have the same otherwise.
    const changeSet = `openim-webhook-${Date.now().toString(36)}`;
    await review({
      ...{ io, client, target, changeSet, isNew, wasEmpty: isNew && stack !== undefined, signal: run.signal },
      permissions: options,
      earlier,
      usedTables: [target.settings.auditTable, target.settings.policyTable],
      prepare: () => {
        writeLine(io.stderr, 'Uploading it, and asking CloudFormation what would change.');
        return prepareChangeSet(run, assembly, target.stack, changeSet);
      },
    });
  } finally {
    client.destroy();
  }
}
