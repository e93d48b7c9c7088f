import { onTestFinished } from 'vitest';
import { startThread } from '../../infra/local/database-supervisor.ts';
import { createAuditTable } from '../../infra/local/table-definitions.ts';
import { clientOf, type TestTable } from './table.ts';

/** Makes an audit table whose database has a thread, and so a core, of its own. It is in memory, and ends with the test. */
export async function tableInThread(): Promise<TestTable> {
  const database = await startThread({}, { onFailure: () => {}, onRestart: async () => {} });
  const client = clientOf(database.endpoint);
  onTestFinished(async () => {
    client.destroy();
    await database.close();
  });
  return { ...(await createAuditTable(client)), endpoint: database.endpoint };
}
