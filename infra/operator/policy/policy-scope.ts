import * as v from 'valibot';
import { ALL_GROUPS, isGroupScope } from '../../../functions/policy/stored-policy.ts';
import { option } from '../../cli/options.ts';
import { quoted } from '../../cli/printable.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { checkRegion, Id, regionOption, tableOption } from '../shared-options.ts';
import type { InAws } from '../table-names.ts';

/** Options of every command that reads the policy table. */
export const tableOptions = {
  table: tableOption("the stack's PolicyTableName"),
  region: regionOption,
};

/** Options of every command that reads a stored policy. */
export const scopeOptions = {
  group: option(Id, { value: 'ID', description: "a group's own policy" }),
  ...tableOptions,
};

const ScopeOptions = v.object(scopeOptions);

/** Returns the scope, `*` or a group's ID, and where the table is. */
export function scopeOf({ group, table, region }: v.InferOutput<typeof ScopeOptions>): { scope: string; inAws: InAws } {
  checkRegion(region, table);
  return {
    scope: group === undefined ? ALL_GROUPS : groupScope(group),
    inAws: { policyTable: table, region },
  };
}

/** @throws {UsageError} for an ID that can't have a policy */
export function groupScope(group: string): string {
  if (isGroupScope(group)) return group;
  throw new UsageError(`The group ${quoted(group)} can't have a policy of its own. Its ID is empty or begins with *.`);
}

/** Describes a scope in words. */
export function forScope(scope: string): string {
  return scope === ALL_GROUPS ? 'for all groups' : `for group ${scope}`;
}
