import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { put } from '../../../functions/audit/put.ts';
import { putLate } from '../../../functions/audit/put-late.ts';
import { startLocalDerivation } from '../../../infra/local/local-derivation.ts';
import { startFaultProxy } from '../../support/fault-proxy.ts';
import { emptyDirectory } from '../../support/processes.ts';
import { recorded } from '../../support/recorded.ts';
import { auditTable, clientOf, found } from '../../support/table.ts';

const signal = new AbortController().signal;

const kicked = (userID: string, at: Date) =>
  recorded({ callback: 'AfterKickGroup', event: { groupID: 'g', kickedUserIDs: ['first', userID] }, at });

/** A table that can fail, and a directory whose last run derived everything up to a minute ago. */
async function leftByAnEarlierRun() {
  const table = await auditTable();
  const proxy = await startFaultProxy(table.endpoint);
  onTestFinished(() => proxy.close());
  const client = clientOf(proxy.endpoint);
  onTestFinished(() => client.destroy());
  const directory = await emptyDirectory();
  const minuteAgo = new Date(Date.now() - 60_000);
  await writeFile(join(directory, 'derived-until'), minuteAgo.toISOString());
  const start = (pause: () => Promise<void>) => {
    const derivation = startLocalDerivation({ ...table, client }, directory, { onFailure: () => {}, pause });
    onTestFinished(() => derivation.close());
    return derivation;
  };
  const isFound = async (id: string) => (await found(table, { index: 'byUser', id })).length === 1;
  return { table, proxy, start, isFound, minuteAgo };
}

it('derives what an earlier run has left, although the database does not answer at first', async () => {
  const { table, proxy, start, isFound, minuteAgo } = await leftByAnEarlierRun();
  await put(table, kicked('left', minuteAgo), signal);
  await proxy.break(['Query', 'PutItem'], 'fails');
  let pauses = 0;
  const derivation = start(async () => {
    pauses += 1;
    if (pauses === 3) await proxy.mend();
  });

  await derivation.resume();

  expect(pauses).toBeGreaterThanOrEqual(3);
  expect(await isFound('left')).toBe(true);
});

it('leaves the rest to the next start when the database goes on failing', async () => {
  const { proxy, start } = await leftByAnEarlierRun();
  await proxy.break(['Query'], 'fails');
  let pauses = 0;
  const derivation = start(async () => {
    pauses += 1;
  });

  await expect(derivation.resume()).rejects.toThrow();

  expect(pauses).toBeGreaterThan(3);
});

it('derives what an earlier run has recorded late, too', async () => {
  const { table, start, isFound, minuteAgo } = await leftByAnEarlierRun();
  const hoursAgo = new Date(Date.now() - 3 * 3_600_000);
  await putLate(table, kicked('late', hoursAgo), signal, minuteAgo);

  await start(async () => {}).resume();

  expect(await isFound('late')).toBe(true);
});
