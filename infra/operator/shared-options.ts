import * as v from 'valibot';
import { option } from '../cli/options.ts';
import { UsageError } from '../cli/usage-error.ts';
import { TableName } from '../local/local-settings.ts';

/** The ID of a group, a user or an operation. */
export const Id = v.optional(v.pipe(v.string(), v.nonEmpty('needs an ID')));

export const WholeNumber = v.pipe(
  v.string(),
  v.regex(/^[1-9]\d{0,8}$/, 'must be a whole number of at least 1'),
  v.transform(Number),
);

const heading = 'On AWS:';

/** An option that names a table in AWS. */
export function tableOption(description: string) {
  const Name = v.optional(v.pipe(v.string(), v.nonEmpty('needs a name'), TableName));
  return option(Name, { description, value: 'NAME', heading });
}

export const regionOption = option(v.optional(v.pipe(v.string(), v.nonEmpty('needs a name'))), {
  description: "the stack's region",
  value: 'REGION',
  heading,
});

/** @throws {UsageError} when a region is given, but no table in it */
export function checkRegion(region: string | undefined, ...tables: readonly (string | undefined)[]): void {
  if (region !== undefined && tables.every((table) => table === undefined))
    throw new UsageError('--region works only with --table. Add --table NAME.');
}
