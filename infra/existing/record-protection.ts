/** Sid of the statement of a table's policy that lets only some roles change or delete records. */
export const PROTECTION = 'OnlyAdministratorsChangeRecords';

/**
 * Actions that change or delete records, or the table. Transactions and PartiQL need the same permissions.
 *
 * UpdateTable could end the stream, which reports changes, and the protection against deletion.
 *
 * Excludes PutItem, which the functions need, and PutResourcePolicy, so that nobody is locked out.
 */
export const CHANGES = [
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

/**
 * Returns the conditions under which changes are denied. In a session of a role, `aws:PrincipalArn` is the ARN of the role.
 *
 * @param exempt ARNs of roles that may change records
 */
export function deniedUnless(exempt: readonly string[]) {
  return {
    ArnNotLike: { 'aws:PrincipalArn': exempt },
    // AWS deletes expired records itself.
    Bool: { 'aws:PrincipalIsAWSService': 'false' },
  };
}

/** Returns the statement for a table that exists, as JSON for the AWS CLI. */
export function protectingStatement(arn: string, administratorRoles: readonly string[]): object {
  return {
    Sid: PROTECTION,
    Effect: 'Deny',
    Principal: '*',
    Action: CHANGES,
    Resource: arn,
    Condition: deniedUnless(administratorRoles),
  };
}
