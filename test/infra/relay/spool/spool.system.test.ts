import { randomUUID } from 'node:crypto';
import { copyFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { Spool } from '../../../../infra/relay/spool/spool.ts';
import type { NewRequest, SpooledRequest } from '../../../../infra/relay/spool/spooled.ts';
import { emptyDirectory, SOON } from '../../../support/processes.ts';

const threadUrl = new URL('../../../../infra/relay/spool/thread-entry.ts', import.meta.url);
const TARGET = 'receiver';
const GENEROUS_BYTES = 1e9;

async function openSpool(
  directory: string,
  { limitBytes = GENEROUS_BYTES, reserveBytes = 0, isExclusive = true, targets = [TARGET] } = {},
) {
  const spool = await Spool.open({ threadUrl, directory, targets, limitBytes, reserveBytes, isExclusive });
  onTestFinished(() => spool.close().catch(() => {}));
  return spool;
}

function request(body: string | Uint8Array = '{}'): NewRequest {
  return {
    id: randomUUID(),
    receivedAt: '2026-11-24T13:34:24.328000Z',
    path: '/callbackAfterJoinGroupCommand?contenttype=json',
    operationID: 'op',
    contentType: 'application/json',
    body: Buffer.from(body),
  };
}

it('returns requests in the order in which they were stored, with all of their fields', async () => {
  const spool = await openSpool(await emptyDirectory());
  const verdict = { verdict: 'refuse', errCode: 5502, reason: 'nobody answers' } as const;
  const stored = [request('{"text":"你好"}'), request(Buffer.from([0xff, 0x00])), { ...request(), verdict }];
  await Promise.all(stored.map((each) => spool.append(each)));

  const loaded = await spool.load(TARGET, 0, 10, GENEROUS_BYTES);

  expect(loaded.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  expect(loaded.map(({ sequence: _, ...each }) => ({ ...each, body: Buffer.from(each.body) }))).toEqual(stored);
});

it('keeps the marks of tests and replays', async () => {
  const spool = await openSpool(await emptyDirectory());
  const replayOf = '0123456789abcdef0123456789abcdef';
  await spool.append({ ...request(), isTest: true });
  await spool.append({ ...request(), replayOf });

  const [test, replay] = await spool.load(TARGET, 0, 10, GENEROUS_BYTES);

  expect(test).toMatchObject({ isTest: true });
  expect(test).not.toHaveProperty('replayOf');
  expect(replay).toMatchObject({ replayOf });
  expect(replay).not.toHaveProperty('isTest');
});

it('opens a spool of schema 1 with all that it has, and adds to it', async () => {
  const directory = await emptyDirectory();
  await copyFile(join(import.meta.dirname, 'spool-v1.db'), join(directory, 'spool.db'));
  const first = await openSpool(directory, { targets: [TARGET, OTHER] });

  const numbersFor = async (target: string) =>
    (await first.load(target, 0, 10, GENEROUS_BYTES)).map(({ body }) => Buffer.from(body).toString());
  expect(await numbersFor(TARGET)).toEqual(['{"groupID":"g1"}', '{"groupID":"g2"}']);
  expect(await numbersFor(OTHER)).toEqual(['{"groupID":"g1"}']);
  expect((await first.load(TARGET, 1, 10, GENEROUS_BYTES))[0]).toMatchObject({
    id: '019ab5c2-0c68-7000-8000-000000000002',
    verdict: { verdict: 'refuse', errCode: 5502, reason: 'away' },
    others: [{ name: OTHER, error: 'no answer' }],
  });
  expect(await first.listSetAside(0, 10)).toMatchObject([{ request: { sequence: 3 }, reason: 'too large' }]);

  await first.append({ ...request(), isTest: true });
  await first.close();
  const again = await openSpool(directory, { targets: [TARGET, OTHER] });
  expect(await again.load(TARGET, 3, 10, GENEROUS_BYTES)).toMatchObject([{ sequence: 4, isTest: true }]);
});

it('opens a spool of schema 2, and discards what it has set aside', async () => {
  const directory = await emptyDirectory();
  const first = await openSpool(directory);
  await first.append(request());
  await first.setAside(TARGET, 1, 'too large', '2026-11-24T13:35:00.000Z');
  await first.close();
  const database = new DatabaseSync(join(directory, 'spool.db'));
  database.exec('DROP TABLE discarded; PRAGMA user_version = 2');
  database.close();

  const again = await openSpool(directory);
  const [found] = await again.listSetAside(0, 10, false);
  expect(await again.discard([{ ...(found?.request as SpooledRequest), target: TARGET }], 'now')).toEqual([true]);
  expect(await again.listDiscarded(0, 10)).toMatchObject([{ number: 1, id: found?.request.id, discardedAt: 'now' }]);
});

it('stores requests that come together in fewer transactions than requests', async () => {
  const spool = await openSpool(await emptyDirectory());
  await Promise.all(Array.from({ length: 200 }, () => spool.append(request())));

  const { commits, waiting } = await spool.measure();

  expect(waiting).toEqual({ [TARGET]: 200 });
  expect(commits).toBeLessThan(200);
});

it('keeps what was not removed for the next process, and never reuses a sequence', async () => {
  const directory = await emptyDirectory();
  const first = await openSpool(directory);
  await Promise.all(['1', '2', '3'].map((body) => first.append(request(body))));
  await first.remove(TARGET, [1, 3]);
  await first.close();
  const second = await openSpool(directory);
  await second.remove(TARGET, [2]);
  await second.append(request('4'));

  const loaded = await second.load(TARGET, 0, 10, GENEROUS_BYTES);

  expect(loaded.map(({ sequence, body }) => [sequence, Buffer.from(body).toString()])).toEqual([[4, '4']]);
});

it('refuses requests above its limit, and takes others again after some have gone', async () => {
  const spool = await openSpool(await emptyDirectory(), { limitBytes: 200_000 });
  const large = 'x'.repeat(50_000);
  const results = await Promise.allSettled([1, 2, 3, 4, 5].map(() => spool.append(request(large))));
  const taken = results.filter(({ status }) => status === 'fulfilled').length;
  const refusals = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.reason] : []));

  expect(taken).toBeGreaterThan(0);
  expect(new Set(refusals)).toEqual(new Set(['spoolFull']));
  expect((await spool.measure()).waiting).toEqual({ [TARGET]: taken });

  await spool.remove(TARGET, [1, 2, 3, 4, 5]);
  await spool.append(request(large));
  expect((await spool.measure()).waiting).toEqual({ [TARGET]: 1 });
});

it('takes nothing more while the disk has less room than the reserve, but removes', async () => {
  const directory = await emptyDirectory();
  const first = await openSpool(directory);
  await first.append(request());
  await first.close();
  const spool = await openSpool(directory, { reserveBytes: Number.MAX_SAFE_INTEGER });

  await expect(spool.append(request())).rejects.toMatchObject({ reason: 'diskFull' });
  await spool.remove(TARGET, [1]);
  expect((await spool.measure()).waiting).toEqual({ [TARGET]: 0 });
});

it('does not deliver what is set aside, until it is retried from another process', async () => {
  const directory = await emptyDirectory();
  const spool = await openSpool(directory);
  const each = request();
  await spool.append(each);
  await spool.setAside(TARGET, 1, 'too large', '2026-11-24T13:35:00.000Z');
  const before = await spool.measure();
  const beside = await openSpool(directory, { isExclusive: false });

  expect(await spool.load(TARGET, 0, 10, GENEROUS_BYTES)).toEqual([]);
  expect(before).toMatchObject({ waiting: { [TARGET]: 0 }, setAside: 1, oldest: {} });
  expect(await beside.listSetAside(0, 10)).toMatchObject([{ reason: 'too large', request: { id: each.id } }]);

  expect(await beside.retry([each.id])).toBe(1);
  const after = await spool.measure();
  expect(after).toMatchObject({ waiting: { [TARGET]: 1 }, setAside: 0, oldest: { [TARGET]: each.receivedAt } });
  expect(after.foreignChanges).toBeGreaterThan(before.foreignChanges);
});

const OTHER = 'own.example';

it('keeps a position for each target, and a request until the last one has it', async () => {
  const spool = await openSpool(await emptyDirectory(), { targets: [TARGET, OTHER] });
  const others = [{ name: OTHER, answer: { nextCode: 0, ex: '明' }, replaced: { ex: null } }];
  await spool.append({ ...request('both'), targets: [TARGET, OTHER] });
  await spool.append({ ...request('other'), targets: [OTHER] });
  await spool.append({ ...request('receiver'), receivedAt: '2026-11-24T13:34:25.000000Z', others });
  const bodiesFor = async (target: string) =>
    (await spool.load(target, 0, 10, GENEROUS_BYTES)).map(({ body }) => Buffer.from(body).toString());

  expect(await bodiesFor(TARGET)).toEqual(['both', 'receiver']);
  expect(await bodiesFor(OTHER)).toEqual(['both', 'other']);
  expect((await spool.load(TARGET, 2, 10, GENEROUS_BYTES))[0]?.others).toEqual(others);

  await spool.remove(TARGET, [1]);
  expect(await bodiesFor(OTHER)).toEqual(['both', 'other']);
  expect(await spool.measure()).toMatchObject({
    waiting: { [TARGET]: 1, [OTHER]: 2 },
    oldest: { [TARGET]: '2026-11-24T13:34:25.000000Z', [OTHER]: '2026-11-24T13:34:24.328000Z' },
  });
  await spool.remove(OTHER, [1, 2]);
  await spool.remove(TARGET, [3]);
  expect(await spool.measure()).toMatchObject({ waiting: { [TARGET]: 0, [OTHER]: 0 }, oldest: {} });
});

it('takes the part of the receiver while it is nearly full, and counts the copies that it leaves out', async () => {
  const spool = await openSpool(await emptyDirectory(), { limitBytes: 500_000, targets: [TARGET, OTHER] });
  const large = 'x'.repeat(60_000);
  for (let number = 0; number < 6; number += 1) await spool.append({ ...request(large), targets: [OTHER] });
  const { waiting } = await spool.measure();
  await spool.append({ ...request(large), targets: [TARGET, OTHER] });

  await expect(spool.append({ ...request(large), targets: [OTHER] })).rejects.toMatchObject({ reason: 'spoolFull' });
  expect(await spool.measure()).toMatchObject({
    waiting: { [TARGET]: 1, [OTHER]: waiting[OTHER] },
    skippedCopies: 1,
  });
});

it('lists what is set aside for several targets, each once', async () => {
  const spool = await openSpool(await emptyDirectory(), { targets: [TARGET, OTHER] });
  for (const sequence of [1, 2]) {
    await spool.append({ ...request(), targets: [TARGET, OTHER] });
    for (const target of [TARGET, OTHER]) await spool.setAside(target, sequence, 'x', '2026-11-24T13:35:00.000Z');
  }
  const first = await spool.listSetAside(0, 3);
  const second = await spool.listSetAside(first.at(-1)?.request.sequence ?? 0, 3);

  expect([...first, ...second].map(({ request, target }) => [request.sequence, target])).toEqual([
    [1, OTHER],
    [1, TARGET],
    [2, OTHER],
    [2, TARGET],
  ]);
});

it('discards for one target what the other still waits for, and frees its space with the last of them', async () => {
  const spool = await openSpool(await emptyDirectory(), { targets: [TARGET, OTHER] });
  const large = 'x'.repeat(1_000_000);
  await spool.append({ ...request(large), targets: [TARGET, OTHER] });
  await spool.setAside(OTHER, 1, 'x', '2026-11-24T13:35:00.000Z');
  const listed = async () =>
    (await spool.listSetAside(0, 10, false)).map(({ request, target }) => ({ ...request, target }));
  const [forOther] = (await listed()) as [SpooledRequest & { target: string }];
  expect(await spool.lastingBytes()).toEqual({ setAside: 0, log: 0 });

  expect(await spool.discard([{ ...forOther, target: TARGET }, forOther], 'now')).toEqual([false, true]);
  expect(await spool.load(TARGET, 0, 10, GENEROUS_BYTES)).toMatchObject([{ sequence: 1 }]);

  await spool.setAside(TARGET, 1, 'x', '2026-11-24T13:35:00.000Z');
  expect(await spool.lastingBytes()).toEqual({ setAside: large.length, log: 0 });
  expect(await spool.discard(await listed(), 'now')).toEqual([true]);
  expect(await spool.lastingBytes()).toEqual({ setAside: 0, log: 0 });
  expect((await spool.measure()).bytes).toBeLessThan(100_000);
});

it('returns disk space after its requests have gone', async () => {
  const directory = await emptyDirectory();
  const spool = await openSpool(directory);
  const sizeOf = async () => (await stat(join(directory, 'spool.db'))).size;
  const count = 300;
  await Promise.all(Array.from({ length: count }, () => spool.append(request('x'.repeat(50_000)))));
  await expect.poll(sizeOf, SOON).toBeGreaterThan((count * 50_000) / 2);
  await spool.remove(
    TARGET,
    Array.from({ length: count }, (_, index) => index + 1),
  );

  expect((await spool.measure()).bytes).toBeLessThan(100_000);
  await expect.poll(sizeOf, SOON).toBeLessThan((count * 50_000) / 2);
});

it('counts a log that grows while another process reads, and frees its disk space afterwards', async () => {
  const directory = await emptyDirectory();
  const limitBytes = 50_000_000;
  const large = 'x'.repeat(10_000_000);
  const spool = await openSpool(directory, { limitBytes });
  const logSize = async () => (await stat(join(directory, 'spool.db-wal'))).size;
  const appendAndRemove = async (sequence: number) => {
    await spool.append(request(large));
    await spool.remove(TARGET, [sequence]);
  };
  const reader = new DatabaseSync(join(directory, 'spool.db'));
  onTestFinished(() => reader.close());
  reader.exec('BEGIN; SELECT * FROM request');

  const filling = (async () => {
    for (let sequence = 1; sequence <= 20; sequence += 1) await appendAndRemove(sequence);
  })();
  await expect(filling).rejects.toMatchObject({ reason: 'spoolFull' });
  expect(await logSize()).toBeGreaterThan(limitBytes * 2);
  const { setAside, log } = await spool.lastingBytes();
  expect(setAside).toBe(0);
  expect(log).toBeGreaterThan(limitBytes - 2 * large.length);
  expect((await spool.measure()).bytes).toBeGreaterThan(limitBytes - large.length - 1_000);

  reader.exec('COMMIT');
  await expect.poll(logSize, SOON).toBeLessThan(large.length * 2);
  expect((await spool.measure()).bytes).toBeLessThan(large.length * 2);
  await spool.append(request());
});

it('belongs to one relay alone', async () => {
  const directory = await emptyDirectory();
  const first = await openSpool(directory);

  await expect(openSpool(directory)).rejects.toThrow(
    `Another relay uses the spool ${directory}. Stop it, or set --spool`,
  );

  await first.close();
  await (await openSpool(directory)).append(request());
});

it('keeps its files private', async () => {
  const directory = await emptyDirectory();
  await (await openSpool(directory)).append(request());
  const modes = await Promise.all(
    ['spool.db', 'spool.db-wal', 'spool.db-shm', 'lock'].map(
      async (name) => (await stat(join(directory, name))).mode & 0o777,
    ),
  );
  expect(modes).toEqual([0o600, 0o600, 0o600, 0o600]);
});

it('lists what was set aside in pages that fit into memory', async () => {
  const spool = await openSpool(await emptyDirectory());
  await Promise.all([1, 2, 3].map(() => spool.append(request(new Uint8Array(5_000_000)))));
  for (const sequence of [1, 2, 3]) await spool.setAside(TARGET, sequence, 'too large', '2026-11-24T13:34:24.328Z');

  const sequencesAfter = async (after: number) =>
    (await spool.listSetAside(after, 100)).map(({ request: { sequence } }) => sequence);
  expect(await sequencesAfter(0)).toEqual([1, 2]);
  expect(await sequencesAfter(2)).toEqual([3]);
});
