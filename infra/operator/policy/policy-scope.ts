import * as v from 'valibot';
import { toIndexKey } from '../../../functions/dynamodb/index-keys.ts';
import { ALL_GROUPS, isGroupScope } from '../../../functions/policy/stored-policy.ts';
import { truncate } from '../../cli/columns.ts';
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

/** Columns of an ID in a sentence. */
const MAX_SHOWN = 100;

/** @throws {UsageError} for an ID that can't have a policy */
export function groupScope(group: string): string {
  const why = !isGroupScope(group)
    ? 'empty or begins with *'
    : toIndexKey(group) !== group
      ? 'longer than 2048 bytes'
      : undefined;
  if (why === undefined) return group;
  const shown = truncate(quoted(group), MAX_SHOWN);
  throw new UsageError(`The group ${shown} can't have a policy of its own. Its ID is ${why}.`);
}

/** Describes a scope in words. */
export function forScope(scope: string): string {
  return scope === ALL_GROUPS ? 'for all groups' : `for group ${scope}`;
}
