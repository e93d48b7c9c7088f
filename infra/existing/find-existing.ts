import * as v from 'valibot';
import { explainedAws } from '../cli/aws-failure.ts';
import { UsageError } from '../cli/usage-error.ts';
import type { StackSettings } from '../stack-settings.ts';
import { arnParts } from './arn-parts.ts';
import { lookAtBoundary } from './boundary.ts';
import { certificateErrors } from './certificate-check.ts';
import { elsewhere } from './elsewhere.ts';
import type { ExistingTables } from './existing-table.ts';
import { findTables } from './find-tables.ts';
import { type Findings, missing, NOTHING, type Place, together } from './findings.ts';
import { findCertificate } from './found-certificate.ts';
import { findKey } from './found-key.ts';
import { findTopic } from './found-topic.ts';
import { lookAtZone } from './hosted-zone.ts';
import { checkKey } from './key-check.ts';
import { checkTopic, checkTopicKey, KEY_OF_AWS, subjectOf } from './topic-check.ts';
import { lookAtEndpoints } from './vpc-endpoints.ts';
import { lookAtWebAcl } from './web-acl.ts';

/** All that settings name and the stack does not make, with what is to be said about it. */
export interface FoundExisting extends Findings {
  readonly tables: ExistingTables;
}

/** Looks up what settings name. Asks nobody if they name nothing. With errors the stack must not be deployed. */
export async function findExisting(settings: StackSettings, place: Place): Promise<FoundExisting> {
  const wrongPlace = elsewhere(settings, place);
  const { tables, ...ofTables } = await findTables(settings, place);
  if (wrongPlace.length > 0) return { tables, ...together([ofTables, { errors: wrongPlace, warnings: [] }]) };
  const found = await Promise.all([
    unlessHidden('key', () => lookAtKey(settings, place)),
    unlessHidden('alarmTopic', () => lookAtTopic(settings)),
    unlessHidden('certificate', () => lookAtCertificate(settings)),
    unlessHidden('webAcl', () => inAccount(place, () => lookAtWebAcl(settings))),
    unlessHidden('permissionsBoundary', () => lookAtBoundary(settings, place)),
    unlessHidden('hostedZone', () => inAccount(place, () => lookAtZone(settings, place))),
    unlessHidden('vpcEndpoints', () => lookAtEndpoints(settings, place)),
  ]);
  return { tables, ...together([ofTables, ...found]) };
}

/** A setting that nobody can look at may be right, and the stack needs no answer. */
async function unlessHidden(setting: string, look: () => Promise<Findings>): Promise<Findings> {
  try {
    return await look();
  } catch (error) {
    const reason = isUnknownForm(error) ? new UsageError('AWS answered in an unexpected form.') : explainedAws(error);
    if (!(reason instanceof UsageError)) throw error;
    return { errors: [], warnings: [`${setting} is not checked. ${reason.message}`] };
  }
}

/** Tells whether an answer, or a policy in it, has a form that AWS does not document. */
function isUnknownForm(error: unknown): boolean {
  return error instanceof SyntaxError || error instanceof URIError || v.isValiError(error);
}

/**
 * Looks at what AWS finds by an ID in the account of the credentials.
 *
 * @throws {UsageError} for credentials of another account, in which it would not exist
 */
async function inAccount({ account, ownAccount }: Place, look: () => Promise<Findings>): Promise<Findings> {
  const found = await look();
  if (found.errors.length === 0 || ownAccount === undefined || account === undefined || ownAccount === account)
    return found;
  throw new UsageError(
    `Your AWS credentials are those of the account ${ownAccount}, but the stack is for ${account}. Set AWS_PROFILE to another profile.`,
  );
}

async function lookAtKey({ key, alarmEmail }: StackSettings, place: Place): Promise<Findings> {
  if (key === undefined) return NOTHING;
  const { region, account } = arnParts(key);
  const found = await findKey(key, region);
  if (found) return checkKey(key, found, { account: place.account ?? account, hasTopic: alarmEmail !== undefined });
  return missing(`key: ${key}`, region);
}

async function lookAtTopic({ alarmTopic: arn }: StackSettings): Promise<Findings> {
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

async function lookAtCertificate({ certificate: arn, domainName }: StackSettings): Promise<Findings> {
  if (arn === undefined || domainName === undefined) return NOTHING;
  const { region, resource } = arnParts(arn);
  const found = await findCertificate(arn, region);
  if (!found) return missing(`certificate: ${resource}`, region);
  return { errors: certificateErrors(arn, found, domainName), warnings: [] };
}
