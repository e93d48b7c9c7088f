import * as v from 'valibot';
import { UsageError } from '../cli/usage-error.ts';
import { TableName } from '../local/local-settings.ts';
import { LOCAL_AUDIT_TABLE, LOCAL_POLICY_TABLE } from '../local/table-definitions.ts';

/** Tables in AWS, by the names that a deployment printed. */
export interface InAws {
  readonly auditTable?: string | undefined;
  readonly policyTable?: string | undefined;
  readonly region?: string | undefined;
}

export interface TableNames {
  readonly audit: string;
  readonly policy: string;
}

const Settings = v.object({
  AUDIT_TABLE_NAME: v.optional(TableName, LOCAL_AUDIT_TABLE),
  POLICY_TABLE_NAME: v.optional(TableName, LOCAL_POLICY_TABLE),
});

/**
 * Returns the names of tables in AWS, or else those of the environment, checked as `npm start` checks them.
 *
 * @throws {UsageError}
 */
export function tableNames(env: NodeJS.ProcessEnv, { auditTable, policyTable }: InAws): TableNames {
  if (auditTable !== undefined || policyTable !== undefined) {
    if (auditTable === policyTable)
      throw new UsageError('--table and --audit-table are the same. Set one to another name.');
    return { audit: auditTable ?? LOCAL_AUDIT_TABLE, policy: policyTable ?? LOCAL_POLICY_TABLE };
  }
  // An empty variable means the default.
  const { AUDIT_TABLE_NAME: audit, POLICY_TABLE_NAME: policy } = env;
  const result = v.safeParse(Settings, {
    ...(audit && { AUDIT_TABLE_NAME: audit }),
    ...(policy && { POLICY_TABLE_NAME: policy }),
  });
  if (!result.success)
    throw new UsageError(result.issues.map((issue) => `${v.getDotPath(issue)} ${issue.message}.`).join(' '));
  const { AUDIT_TABLE_NAME, POLICY_TABLE_NAME } = result.output;
  if (AUDIT_TABLE_NAME === POLICY_TABLE_NAME)
    throw new UsageError('AUDIT_TABLE_NAME and POLICY_TABLE_NAME are the same. Set one to another name.');
  return { audit: AUDIT_TABLE_NAME, policy: POLICY_TABLE_NAME };
}
