import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { NoDatabase, openDatabase, startDatabase } from '../../../infra/local/database.ts';
import { createAuditTable } from '../../../infra/local/table-definitions.ts';
import { emptyDirectory } from '../../support/processes.ts';
import { clientOf } from '../../support/table.ts';

/** A database that has lost its files: the next one that it opens, it can't write. */
async function brokenDatabase() {
  const directory = await emptyDirectory();
  const failures: string[] = [];
  const database = await startDatabase(directory, { onFailure: ({ message }) => failures.push(message) });
  const client = clientOf(database.endpoint, database.accessKey);
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

  await vi.waitFor(async () => expect(await readdir(directory)).toContain('endpoint'), { timeout: 30_000 });
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

it('does not start on a file that is not a storage', async () => {
  const directory = await emptyDirectory();
  await writeFile(join(directory, 'dynamodb'), 'a file');

  await expect(startDatabase(directory)).rejects.toThrow('not open');
});

describe('lets only in who knows its key', () => {
  const request = (authorization: string) => ({
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'DynamoDB_20120810.ListTables',
      'x-amz-date': '20260304T050607Z',
      authorization,
    },
    body: '{}',
  });
  const signed = (key: string) =>
    `AWS4-HMAC-SHA256 Credential=${key}/20260304/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0`;

  it.each([
    { who: 'nobody', authorization: () => '' },
    { who: 'another', authorization: () => signed('local') },
    { who: 'who knows a part of it', authorization: (key: string) => signed(key.slice(0, -1)) },
    { who: 'who guesses more', authorization: (key: string) => signed(`${key}0`) },
    { who: 'who puts it elsewhere', authorization: (key: string) => signed('local').replace('=0', `=${key}`) },
  ])('$who', async ({ authorization }) => {
    const database = await startDatabase(await emptyDirectory());
    onTestFinished(() => database.close());

    const refused = await fetch(database.endpoint, request(authorization(database.accessKey)));

    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ __type: expect.stringContaining('UnrecognizedClientException') });
    expect((await fetch(database.endpoint, request(signed(database.accessKey)))).status).toBe(200);
  });
});

it('goes on in a new directory with the same key, and is not found in the old one', async () => {
  const parent = await emptyDirectory();
  const [directory, moved] = [join(parent, 'data'), join(parent, 'moved')];
  await mkdir(directory);
  const database = await startDatabase(directory);
  onTestFinished(() => database.close());
  const { endpoint, accessKey } = database;
  expect(await openDatabase(directory)).toMatchObject({ endpoint, accessKey });
  await rename(directory, moved);
  await expect(openDatabase(directory)).rejects.toThrow(NoDatabase);
  await mkdir(directory);

  await database.restart();

  expect(await openDatabase(directory)).toMatchObject({ endpoint, accessKey });
  const old = await openDatabase(moved);
  onTestFinished(() => old.close());
  expect(old.endpoint).not.toBe(endpoint);
});

it('lets no web page into the embedded database', async () => {
  const database = await startDatabase(await emptyDirectory());
  const { status } = await fetch(database.endpoint, { method: 'POST', headers: { Origin: 'http://example.com' } });
  await database.close();
  expect(status).toBe(403);
});
