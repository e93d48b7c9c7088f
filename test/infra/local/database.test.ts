import { randomBytes } from 'node:crypto';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it, vi } from 'vitest';
import { startDatabase } from '../../../infra/local/database.ts';
import { createAuditTable } from '../../../infra/local/tables.ts';
import { emptyDirectory } from '../../support/processes.ts';
import { clientOf } from '../../support/table.ts';

/** A database that has lost its files: the next one that it opens, it can't write. */
async function brokenDatabase() {
  const directory = await emptyDirectory();
  const failures: string[] = [];
  const database = await startDatabase(directory, 0, ({ message }) => failures.push(message));
  const client = clientOf(database.endpoint);
  const { name } = await createAuditTable(client);
  await rm(join(directory, 'dynamodb'), { recursive: true });
  const fail = async () => {
    for (let item = 0; failures.length === 0; item += 1) {
      const Item = { eventID: { S: `${item}` }, bytes: { B: randomBytes(300_000) } };
      await client.send(new PutItemCommand({ TableName: name, Item })).catch(() => {});
    }
    client.destroy();
  };
  return { directory, database, fail, failures };
}

const isOpen = (endpoint: string) =>
  fetch(endpoint).then(
    () => true,
    () => false,
  );

it('starts again after its storage failed, at the same address, and says so to who looks for it', async () => {
  const { directory, database, fail, failures } = await brokenDatabase();
  await fail();
  await rm(join(directory, 'endpoint'));

  await vi.waitFor(async () => expect(await readdir(directory)).toContain('endpoint'), { timeout: 15_000 });
  expect(await isOpen(database.endpoint)).toBe(true);
  expect(failures.length).toBe(1);
  await database.close();
  expect(await isOpen(database.endpoint)).toBe(false);
});

it('stays closed when it is closed as it starts again', async () => {
  const { directory, database, fail } = await brokenDatabase();
  await fail();
  await setTimeout(900);

  await database.close();
  await setTimeout(1_500);

  expect(await isOpen(database.endpoint)).toBe(false);
  expect(await readdir(directory)).not.toContain('endpoint');
});

it('does not start on what is no storage', async () => {
  const directory = await emptyDirectory();
  await writeFile(join(directory, 'dynamodb'), 'a file');

  await expect(startDatabase(directory)).rejects.toThrow('not open');
});
