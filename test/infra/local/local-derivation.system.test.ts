import { expect, it, onTestFinished, vi } from 'vitest';
import { put } from '../../../functions/audit/put.ts';
import { startLocalDerivation } from '../../../infra/local/local-derivation.ts';
import { startFaultProxy } from '../../support/fault-proxy.ts';
import { emptyDirectory, SOON } from '../../support/processes.ts';
import { recorded } from '../../support/recorded.ts';
import { auditTable, clientOf, found } from '../../support/table.ts';

it('writes entries later that could not be written, and says so once', async () => {
  const { endpoint, name } = await auditTable();
  const proxy = await startFaultProxy(endpoint);
  onTestFinished(proxy.close);
  const table = { client: clientOf(proxy.endpoint, 'test', { maxAttempts: 1 }), name };
  const failures: Error[] = [];
  const derivation = startLocalDerivation(table, await emptyDirectory(), {
    onFailure: (error) => failures.push(error),
    onRecord: () => void proxy.break(['PutItem'], 'fails'),
    onDrift: () => {},
    intervalMs: 500,
  });
  onTestFinished(() => derivation.close());
  const event = { groupID: 'g', kickedUserIDs: ['u1', 'u2', 'u3'] };
  const kick = recorded({ callback: 'AfterKickGroup', event, at: new Date() });

  await put(table, kick, new AbortController().signal);
  await vi.waitFor(() => expect(failures.length).toBeGreaterThan(0), SOON);
  expect(failures).toHaveLength(1);
  await proxy.mend();

  await vi.waitFor(async () => expect(await found(table, { index: 'byUser', id: 'u3' })).toEqual([kick]), SOON);
});
