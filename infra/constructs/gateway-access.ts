import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { StackSettings } from '../stack-settings.ts';

const EVERY_ROUTE = {
  principals: [new AnyPrincipal()],
  actions: ['execute-api:Invoke'],
  resources: ['execute-api:/*'],
};

/**
 * Returns the API's policy: it allows some addresses or VPC endpoints only. The function authenticates callers.
 *
 * A private API sees addresses of the VPC, by another key.
 * Source: Amazon API Gateway Developer Guide, "API Gateway resource policy examples".
 */
export function accessPolicy({
  allowedCidrs,
  vpcEndpoints,
}: Pick<StackSettings, 'allowedCidrs' | 'vpcEndpoints'>): PolicyDocument | undefined {
  const isPrivate = vpcEndpoints.length > 0;
  const denials = [
    ...(allowedCidrs.length > 0
      ? [{ NotIpAddress: { [isPrivate ? 'aws:VpcSourceIp' : 'aws:SourceIp']: allowedCidrs } }]
      : []),
    ...(isPrivate ? [{ StringNotEquals: { 'aws:SourceVpce': vpcEndpoints } }] : []),
  ];
  if (denials.length === 0) return undefined;
  return new PolicyDocument({
    statements: [
      new PolicyStatement({ effect: Effect.ALLOW, ...EVERY_ROUTE }),
      ...denials.map((conditions) => new PolicyStatement({ effect: Effect.DENY, ...EVERY_ROUTE, conditions })),
    ],
  });
}
