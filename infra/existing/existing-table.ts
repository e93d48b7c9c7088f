import type { StackSettings } from '../stack-settings.ts';

/** Facts that the stack needs about a table that it uses and does not make. */
export interface ExistingTable {
  readonly name: string;
  readonly arn: string;
  readonly streamArn: string;
  /** KMS key with which the table is encrypted; absent for a key that DynamoDB owns. */
  readonly keyArn?: string;
}

/** The tables that settings name. */
export interface ExistingTables {
  readonly audit?: ExistingTable;
  readonly policy?: ExistingTable;
}

/**
 * Checks that the tables of settings were found. A stack that made a table of its own instead would start with an empty one.
 *
 * @throws
 */
export function checkFound(
  { auditTable, policyTable }: Pick<StackSettings, 'auditTable' | 'policyTable'>,
  { audit, policy }: ExistingTables,
): void {
  if (auditTable !== audit?.name || policyTable !== policy?.name)
    throw new Error('the tables of the settings were not looked up');
}
