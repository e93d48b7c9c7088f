import type { Template } from 'aws-cdk-lib/assertions';
import { ACCOUNT, PLACES, type Resolve } from './resolved.ts';
import { resourcesOf } from './template.ts';

/** A policy without intrinsic functions. */
export interface Policy {
  readonly Version?: string;
  readonly Statement: readonly object[];
}

const VERSION = '2012-10-17';

/** ARN of an API without stage, method and path. */
export function apiArn(api: string): string {
  return `arn:aws:execute-api:${PLACES.ireland.region}:${ACCOUNT}:${api}`;
}

/** Completes the short ARNs that a policy of an API may have, as API Gateway does. */
function ofApi(policy: unknown, api: string): unknown {
  return JSON.parse(JSON.stringify(policy).replaceAll('execute-api:/', `${apiArn(api)}/`));
}

/** Policies of roles by the role's logical id. */
export function identityPolicies(template: Template, resolve: Resolve): Map<string, Policy[]> {
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
export function resourcePolicies(
  template: Template,
  resolve: Resolve,
  arnOf: (id: string) => string,
): Map<string, Policy> {
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
