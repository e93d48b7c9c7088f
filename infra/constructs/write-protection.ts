import { ArnFormat, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { CHANGES, deniedUnless, PROTECTION } from '../existing/record-protection.ts';
import type { StackSettings } from '../stack-settings.ts';

type Roles = Pick<StackSettings, 'administratorRoles' | 'deploymentRoles'>;

/** Returns a table's policy that lets only some roles change or delete records, or none without `administratorRoles`. */
export function writeProtection(scope: Construct, roles: Roles): PolicyDocument | undefined {
  const { administratorRoles, deploymentRoles } = roles;
  if (administratorRoles.length === 0) return undefined;
  const exempt = [...administratorRoles, ...(deploymentRoles.length > 0 ? deploymentRoles : [deploymentRole(scope)])];
  const statement = new PolicyStatement({
    sid: PROTECTION,
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: CHANGES,
    // The table's own ARN would be a circular reference. A table's policy applies to the table only.
    resources: ['*'],
    conditions: deniedUnless(exempt),
  });
  return new PolicyDocument({ statements: [statement] });
}

/** Returns a pattern for the role with which CloudFormation deploys, for any qualifier of `cdk bootstrap`. */
function deploymentRole(scope: Construct): string {
  const stack = Stack.of(scope);
  return stack.formatArn({
    service: 'iam',
    region: '',
    resource: 'role',
    resourceName: `cdk-*-cfn-exec-role-${stack.account}-${stack.region}`,
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
}
