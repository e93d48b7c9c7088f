import * as v from 'valibot';
import type { Table } from '../../../functions/dynamodb/table.ts';
import type { PolicyDocument } from '../../../functions/policy/document.ts';
import { CURRENT_VERSION_KEY } from '../../../functions/policy/stored-policy.ts';
import { readVersion } from '../../../functions/policy/versions.ts';
import type { CliCommand } from '../../cli/cli-command.ts';
import { type Io, writeLine } from '../../cli/io.ts';
import { addOptions, option, readOptions } from '../../cli/options.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { withTables } from '../open-tables.ts';
import { WholeNumber } from '../shared-options.ts';
import { forScope, scopeOf, scopeOptions } from './policy-scope.ts';
import { documentIn } from './policy-stored.ts';

const Options = v.object({
  version: option(v.optional(WholeNumber), { value: 'N', description: 'an older version' }),
  ...scopeOptions,
});

/** `npm run policy -- show`. */
export function defineShow(command: CliCommand, { env, stdout, stderr }: Io): void {
  command.description('Shows the policy in force, or an older version.').action(async () => {
    const options = readOptions(command, Options);
    const { scope, inAws } = scopeOf(options);
    await withTables(env, inAws, async ({ policy }) => {
      const { document, notice } = await shown(policy, scope, options.version);
      if (notice !== undefined) writeLine(stderr, notice);
      if (document) writeLine(stdout, JSON.stringify(document, null, 2));
    });
  });
  addOptions(command, Options);
}

/** Meaning of the settings that a document in the old format gets. */
const OLD_FORMAT =
  'This version has the old format. It is shown with "at" and "replace", which keep its meaning in the new one.';

interface Shown {
  readonly document?: PolicyDocument;
  /** Sentence beside the document, or instead of it. */
  readonly notice?: string;
}

async function shown(table: Table, scope: string, version: number | undefined): Promise<Shown> {
  const stored = await readVersion(table, scope, version ?? CURRENT_VERSION_KEY);
  if (!stored && version !== undefined)
    throw new UsageError(`The policy ${forScope(scope)} has no version ${version}. List its versions with history.`);
  if (!stored) return { notice: `No policy exists ${forScope(scope)}. Put one in force with set.` };
  if (stored.document === undefined) return { notice: `The policy ${forScope(scope)} was removed.` };
  const document = documentIn(stored);
  if (!document)
    throw new UsageError(
      `The stored policy ${forScope(scope)} is not valid. Set it again with: npm run policy -- set FILE`,
    );
  const isOld = stored.format === undefined;
  return { document, ...(isOld && { notice: OLD_FORMAT }) };
}
