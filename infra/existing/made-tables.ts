/** Prefixes of the logical IDs of the tables that a stack creates, by the setting that names an existing table instead. */
export const MADE_TABLES = { auditTable: 'AuditRecords', policyTable: 'PolicyTable' } as const;

export type TableSetting = keyof typeof MADE_TABLES;
