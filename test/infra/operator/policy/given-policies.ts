import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runHere } from '../../../support/commands.ts';
import { emptyDirectory } from '../../../support/processes.ts';
import { auditTable, emptyDatabase, policyTable, type TestDatabase } from '../../../support/table.ts';

/** Makes a directory with these files. Objects are written as JSON. */
export async function given(files: Record<string, string | object>): Promise<string> {
  const directory = await emptyDirectory();
  await write(directory, files);
  return directory;
}

export async function write(directory: string, files: Record<string, string | object>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(directory, name)), { recursive: true });
    await writeFile(join(directory, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
}

/** Makes empty tables, and returns them with the commands over them. */
export async function policyCommands() {
  const audit = await auditTable();
  return { audit, table: await policyTable(audit), policy: commandsOver(audit) };
}

/** Does the same without an audit table, so that `set` does not search a week of records. */
export async function policyOnlyCommands() {
  const database = await emptyDatabase();
  return { table: await policyTable(database), policy: commandsOver(database) };
}

function commandsOver({ endpoint }: TestDatabase) {
  return (...args: string[]) => runHere(['policy', ...args], { AWS_ENDPOINT_URL_DYNAMODB: endpoint });
}
