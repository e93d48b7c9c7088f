import * as v from 'valibot';
import type { Table } from '../../../functions/dynamodb/table.ts';
import { CURRENT_VERSION_KEY, type StoredPolicy } from '../../../functions/policy/stored-policy.ts';
import { readVersion, versionsOf } from '../../../functions/policy/versions.ts';
import type { CliCommand } from '../../cli/cli-command.ts';
import { columnsIn, type Io, writeLine } from '../../cli/io.ts';
import { addOptions, flag, readOptions } from '../../cli/options.ts';
import { sentence, toJson } from '../../cli/printable.ts';
import { TextTable } from '../../cli/text-table.ts';
import { withTables } from '../open-tables.ts';
import { forScope, scopeOf, scopeOptions } from './policy-scope.ts';

const Options = v.object({ json: flag('one JSON object a line, without the documents'), ...scopeOptions });

/** `npm run policy -- history`. */
export function defineHistory(command: CliCommand, { env, stdout, stderr }: Io): void {
  command.description('Lists all versions, newest first.').action(async () => {
    const { json, ...options } = readOptions(command, Options);
    const { scope, inAws } = scopeOf(options);
    await withTables(env, inAws, async ({ policy }) => {
      const rows = await history(policy, scope);
      if (rows.length === 0)
        return writeLine(stderr, `No policy was ever set ${forScope(scope)}. Put one in force with set.`);
      writeLine(stdout, (json ? rows.map(toJson) : asTable(rows, columnsIn(stdout))).join('\n'));
    });
  });
  addOptions(command, Options);
}

/** A line of `--json`. */
interface HistoryRow extends Pick<StoredPolicy, 'version' | 'changedAt' | 'author' | 'note'> {
  readonly isInForce: boolean;
  /** Characters of the document; undefined when the version is a removal. */
  readonly characters?: number;
}

async function history(table: Table, scope: string): Promise<HistoryRow[]> {
  const current = (await readVersion(table, scope, CURRENT_VERSION_KEY))?.currentVersion;
  return Array.fromAsync(versionsOf(table, scope), ({ version, changedAt, author, note, document }) => ({
    version,
    isInForce: version === current,
    changedAt,
    ...(author !== undefined && { author }),
    ...(note !== undefined && { note }),
    ...(document !== undefined && { characters: document.length }),
  }));
}

function asTable(rows: readonly HistoryRow[], width: number | undefined): string[] {
  return new TextTable(['version', 'changed', 'content', 'author', 'note'], width).page(
    rows.map(({ version, isInForce, changedAt, characters, author = '-', note = '' }) => [
      isInForce ? `${version} in force` : String(version),
      changedAt,
      characters === undefined ? 'removed' : `${characters} characters`,
      sentence(author),
      sentence(note),
    ]),
  );
}
