import * as v from 'valibot';
import { explainedAws } from '../cli/aws-failure.ts';
import { UsageError } from '../cli/usage-error.ts';
import type { StackSettings } from '../stack-settings.ts';
import { arnParts } from './arn-parts.ts';
import { checkBoundary } from './boundary.ts';
import { certificateErrors } from './certificate-check.ts';
import { elsewhere } from './elsewhere.ts';
import type { ExistingTables } from './existing-table.ts';
import { findTables } from './find-tables.ts';
import { type Findings, missing, NOTHING, type StackLocation, together } from './findings.ts';
import { findCertificate } from './found-certificate.ts';
import { findKey } from './found-key.ts';
import { findTopic } from './found-topic.ts';
import { checkZone } from './hosted-zone.ts';
import { checkKey } from './key-check.ts';
import { checkTopic, checkTopicKey, KEY_OF_AWS, subjectOf } from './topic-check.ts';
import { checkEndpoints } from './vpc-endpoints.ts';
import { checkWebAcl } from './web-acl.ts';

/** All that settings name and the stack does not make, with what is to be said about it. */
export interface FoundExisting extends Findings {
  readonly tables: ExistingTables;
}

/** Looks up what settings name. Asks nobody if they name nothing. With errors the stack must not be deployed. */
export async function findExisting(settings: StackSettings, location: StackLocation): Promise<FoundExisting> {
  const misplaced = elsewhere(settings, location);
  const { tables, ...ofTables } = await findTables(settings, location);
  if (misplaced.length > 0) return { tables, ...together([ofTables, { errors: misplaced, warnings: [] }]) };
  const found = await Promise.all([
    unlessHidden('key', () => checkKeySetting(settings, location)),
    unlessHidden('alarmTopic', () => checkTopicSetting(settings)),
    unlessHidden('certificate', () => checkCertificateSetting(settings)),
    unlessHidden('webAcl', () => inAccount(location, () => checkWebAcl(settings))),
    unlessHidden('permissionsBoundary', () => checkBoundary(settings, location)),
    unlessHidden('hostedZone', () => inAccount(location, () => checkZone(settings, location))),
    unlessHidden('vpcEndpoints', () => checkEndpoints(settings, location)),
  ]);
  return { tables, ...together([ofTables, ...found]) };
}

/** Runs a check, and returns a warning if the check fails, because the setting may be right nevertheless. */
async function unlessHidden(setting: string, check: () => Promise<Findings>): Promise<Findings> {
  try {
    return await check();
  } catch (error) {
    const reason = isUnknownForm(error) ? new UsageError('AWS sent an unexpected answer.') : explainedAws(error);
    if (!(reason instanceof UsageError)) throw error;
    return { errors: [], warnings: [`${setting} is not checked. ${reason.message}`] };
  }
}

/** Tells whether an answer, or a policy in it, has a form that AWS does not document. */
function isUnknownForm(error: unknown): boolean {
  return error instanceof SyntaxError || error instanceof URIError || v.isValiError(error);
}

/**
 * Runs a check of something that AWS finds only in the account of the credentials.
 *
 * @throws {UsageError} if the check has errors, and the credentials are those of another account
 */
async function inAccount({ account, ownAccount }: StackLocation, check: () => Promise<Findings>): Promise<Findings> {
  const found = await check();
  if (found.errors.length === 0 || ownAccount === undefined || account === undefined || ownAccount === account)
    return found;
  throw new UsageError(
    `Your AWS credentials are those of the account ${ownAccount}, but the stack is for ${account}. Set AWS_PROFILE to another profile.`,
  );
}

async function checkKeySetting({ key, alarmEmail }: StackSettings, location: StackLocation): Promise<Findings> {
  if (key === undefined) return NOTHING;
  const { region, account } = arnParts(key);
  const found = await findKey(key, region);
  if (found) return checkKey(key, found, { account: location.account ?? account, hasTopic: alarmEmail !== undefined });
  return missing(`key: ${key}`, region);
}

async function checkTopicSetting({ alarmTopic: arn }: StackSettings): Promise<Findings> {
  if (arn === undefined) return NOTHING;
  const { region } = arnParts(arn);
  const topic = await findTopic(arn, region);
  if (!topic) return missing(subjectOf(arn), region);
  const { key } = topic;
  if (key === undefined) return checkTopic(arn, topic);
  const ofKey = await unlessHidden(`The key of alarmTopic`, async () =>
    checkTopicKey(arn, key, key === KEY_OF_AWS ? undefined : await findKey(key, region)),
  );
  return together([checkTopic(arn, topic), ofKey]);
}

async function checkCertificateSetting({ certificate: arn, domainName }: StackSettings): Promise<Findings> {
  if (arn === undefined || domainName === undefined) return NOTHING;
  const { region, resource } = arnParts(arn);
  const found = await findCertificate(arn, region);
  if (!found) return missing(`certificate: ${resource}`, region);
  return { errors: certificateErrors(arn, found, domainName), warnings: [] };
}
