import { ArnFormat, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { PROTECTION } from '../existing/audit-table-check.ts';
import type { StackSettings } from '../stack-settings.ts';

/**
 * Actions that change or delete records, or the table. Transactions and PartiQL need the same permissions.
 *
 * UpdateTable could end the stream, which reports changes, and the protection against deletion.
 *
 * Excludes PutItem, which the functions need, and PutResourcePolicy, so that nobody is locked out.
 */
const CHANGES = [
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:BatchWriteItem',
  'dynamodb:PartiQLInsert',
  'dynamodb:PartiQLUpdate',
  'dynamodb:PartiQLDelete',
  'dynamodb:UpdateTable',
  'dynamodb:UpdateTimeToLive',
  'dynamodb:DeleteTable',
];

type Roles = Pick<StackSettings, 'administratorRoles' | 'deploymentRoles'>;

/**
 * Returns a table's policy that lets only some roles change or delete records, or none without `administratorRoles`.
 *
 * In a session of a role, `aws:PrincipalArn` is the ARN of the role.
 */
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
    conditions: {
      ArnNotLike: { 'aws:PrincipalArn': exempt },
      // AWS deletes expired records itself.
      Bool: { 'aws:PrincipalIsAWSService': 'false' },
    },
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
