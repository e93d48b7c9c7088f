/** Beginnings of the logical IDs of the tables that a stack makes, with the setting that names one that exists. */
export const MADE_TABLES = { auditTable: 'AuditRecords', policyTable: 'PolicyTable' } as const;

export type TableSetting = keyof typeof MADE_TABLES;
