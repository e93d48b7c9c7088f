import { SCOPE_KEY, VERSION_KEY } from '../../functions/policy/stored-policy.ts';
import type { Findings } from './findings.ts';
import type { FoundTable } from './found-table.ts';
import { careWarnings, kindErrors } from './table-check.ts';
import type { TableCommands } from './table-commands.ts';

/** Checks that a table can hold policies. */
export function checkPolicyTable(name: string, found: FoundTable, commands: TableCommands): Findings {
  const subject = `policyTable: the table ${name}`;
  const errors = kindErrors(subject, found, [
    [SCOPE_KEY, 'S'],
    [VERSION_KEY, 'N'],
  ]);
  return { errors, warnings: errors.length > 0 ? [] : careWarnings(subject, found, commands) };
}
