import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb';
import { AWS_CLIENT } from '../cli/aws-client.ts';
import { explainedAws } from '../cli/aws-failure.ts';
import { UsageError } from '../cli/usage-error.ts';
import { fileOf } from '../settings/settings-file.ts';
import type { StackSettings } from '../stack-settings.ts';
import { findStack, isEmpty } from './found-stack.ts';
import { MADE_TABLES, type TableSetting } from './made-tables.ts';

/** Tables that an earlier stack of the same name left behind: after its deletion, or after its first deployment failed. */
export interface EarlierTables {
  /** Names by the setting that takes a table over. */
  readonly tables: readonly { readonly setting: TableSetting; readonly name: string }[];
  /** Reason why the tables could not be listed; undefined if they could. */
  readonly failure?: string;
}

interface NamedStack {
  /** Name of the stack. */
  readonly stack: string;
  /** The name of its settings file; undefined if it has none. */
  readonly environment: string | undefined;
}

/** Finds tables of an earlier stack, as far as settings do not name others. */
export async function earlierTables(
  stack: string,
  settings: Pick<StackSettings, TableSetting>,
  region: string,
): Promise<EarlierTables> {
  const wanted = (Object.keys(MADE_TABLES) as TableSetting[]).filter((setting) => settings[setting] === undefined);
  if (wanted.length === 0) return { tables: [] };
  const client = new DynamoDBClient({ ...AWS_CLIENT, region });
  try {
    const tables: EarlierTables['tables'][number][] = [];
    for await (const { TableNames = [] } of paginateListTables({ client }, {}))
      for (const name of TableNames)
        for (const setting of wanted)
          if (name.startsWith(`${stack}-${MADE_TABLES[setting]}`)) tables.push({ setting, name });
    return { tables };
  } catch (error) {
    const reason = explainedAws(error);
    if (!(reason instanceof UsageError)) throw error;
    return { tables: [], failure: reason.message };
  } finally {
    client.destroy();
  }
}

/** Returns a sentence about tables of an earlier stack, or none. */
export function earlierTableNote(
  { tables, failure }: EarlierTables,
  { stack, environment }: NamedStack,
): string | undefined {
  if (failure !== undefined) return `it is not known whether tables of an earlier ${stack} remain. ${failure}`;
  if (tables.length === 0) return undefined;
  const settings = [...Map.groupBy(tables, ({ setting }) => setting)].map(([setting, same]) => {
    const names = same.map(({ name }) => name);
    return `${setting} to ${names.length === 1 ? '' : 'one of '}${names.join(', ')}`;
  });
  return `tables of an earlier ${stack} remain, and the new stack would begin with empty ones. To use what they hold, set ${settings.join(' and ')}${environment === undefined ? '' : ` in ${fileOf(environment)}`}.`;
}

/** States of a stack whose first deployment failed. The CDK deletes such a stack, and creates it again. */
const REPLACED = ['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED'];

/**
 * Returns a warning about tables of an earlier stack, if the stack does not exist yet. Returns none if the credentials may not describe the
 * stack, because the stack most likely exists then.
 */
export async function earlierTableWarnings(
  named: NamedStack,
  settings: Pick<StackSettings, TableSetting>,
  region: string,
): Promise<string[]> {
  const client = new CloudFormationClient({ ...AWS_CLIENT, region });
  try {
    const stack = await findStack(client, named.stack);
    if (stack && !isEmpty(stack) && !REPLACED.includes(String(stack.StackStatus))) return [];
  } catch (error) {
    if (explainedAws(error) instanceof UsageError) return [];
    throw error;
  } finally {
    client.destroy();
  }
  const note = earlierTableNote(await earlierTables(named.stack, settings, region), named);
  return note === undefined ? [] : [note];
}
