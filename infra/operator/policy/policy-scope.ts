import * as v from 'valibot';
import { ALL_GROUPS } from '../../../functions/policy/stored-policy.ts';
import { option } from '../../cli/options.ts';
import { checkRegion, Id, regionOption, tableOption } from '../shared-options.ts';
import type { InAws } from '../table-names.ts';

/** Options of every command that reads a stored policy. */
export const scopeOptions = {
  group: option(Id, { value: 'ID', description: "a group's own policy" }),
  table: tableOption("the stack's PolicyTableName"),
  region: regionOption,
};

const ScopeOptions = v.object(scopeOptions);

/** Returns the scope, `*` or a group's ID, and where the table is. */
export function scopeOf({ group, table, region }: v.InferOutput<typeof ScopeOptions>): { scope: string; inAws: InAws } {
  checkRegion(region, table);
  return { scope: group ?? ALL_GROUPS, inAws: { policyTable: table, region } };
}

/** Describes a scope in words. */
export function forScope(scope: string): string {
  return scope === ALL_GROUPS ? 'for all groups' : `for group ${scope}`;
}
