import { MADE_TABLES, type TableSetting } from '../../existing/made-tables.ts';
import type { PlannedChange } from './change-set.ts';

/** Tells whether a change set makes a table, which is empty. */
export function makesTable(changes: readonly PlannedChange[], setting: TableSetting): boolean {
  return changes.some(({ action, logicalID }) => action === 'add' && logicalID.startsWith(MADE_TABLES[setting]));
}

/** Notes about new tables, which are empty. */
export function newTableNotes(changes: readonly PlannedChange[], isNew: boolean): string[] {
  return [
    ...(makesTable(changes, 'policyTable')
      ? [
          'the policy table is new and empty, so that every before callback is allowed until a policy is set. After the deployment, run: npm run policy -- set FILE --table POLICY_TABLE_NAME --region REGION',
        ]
      : []),
    ...(makesTable(changes, 'auditTable') && !isNew
      ? ['the audit table is new and empty. Records up to now stay in the previous one.']
      : []),
  ];
}
