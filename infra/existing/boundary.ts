import * as v from 'valibot';
import type { StackSettings } from '../stack-settings.ts';
import { arnParts } from './arn-parts.ts';
import { askByQuery, xmlIn } from './aws-request.ts';
import { type Findings, missing, NOTHING, type StackLocation } from './findings.ts';
import { neededRights } from './needed-rights.ts';
import { statementsIn } from './policy-statements.ts';
import { mayPermit } from './resource-patterns.ts';

const Found = v.object({
  GetPolicyResponse: v.object({ GetPolicyResult: v.object({ Policy: v.object({ DefaultVersionId: v.string() }) }) }),
});

const Version = v.object({
  GetPolicyVersionResponse: v.object({
    GetPolicyVersionResult: v.object({ PolicyVersion: v.object({ Document: v.string() }) }),
  }),
});

/** Checks that the permissions boundary allows what the stack's roles need. Otherwise nothing would be recorded. */
export async function checkBoundary(settings: StackSettings, location: StackLocation): Promise<Findings> {
  const { permissionsBoundary: arn } = settings;
  if (arn === undefined) return NOTHING;
  const subject = `permissionsBoundary: the policy ${arnParts(arn).resource.replace(/^policy\//, '')}`;
  const policy = await findPolicy(arn, location.region ?? 'us-east-1');
  if (policy === undefined) return missing(subject);
  const statements = statementsIn(policy);
  const denied = neededRights(settings, location).flatMap(({ actions, resources }) => {
    const own = actions.filter((action) => !mayPermit(statements, action, resources));
    return own.length === 0 ? [] : [`${own.join(', ')} on ${resources}`];
  });
  if (denied.length === 0) return NOTHING;
  return {
    errors: [`${subject} does not allow everything that the stack's roles need. Allow ${denied.join('; ')}.`],
    warnings: [],
  };
}

/** Returns the JSON text of a policy's default version; undefined if the policy does not exist. */
async function findPolicy(PolicyArn: string, region: string): Promise<string | undefined> {
  const ask = (Action: string, rest: Record<string, string> = {}) =>
    askByQuery('iam', region, { Action, Version: '2010-05-08', PolicyArn, ...rest });
  try {
    const { Policy } = v.parse(Found, xmlIn(await ask('GetPolicy'))).GetPolicyResponse.GetPolicyResult;
    const text = await ask('GetPolicyVersion', { VersionId: Policy.DefaultVersionId });
    const { Document } = v.parse(Version, xmlIn(text)).GetPolicyVersionResponse.GetPolicyVersionResult.PolicyVersion;
    return decodeURIComponent(Document);
  } catch (error) {
    if ((error as Error).name === 'NoSuchEntity') return undefined;
    throw error;
  }
}
