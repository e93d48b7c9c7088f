import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { discardInTime } from '../../../../infra/relay/spool/discard-in-time.ts';
import { SpoolStore } from '../../../../infra/relay/spool/store.ts';
import { emptyDirectory } from '../../../support/processes.ts';

const TARGET = 'receiver';

/** Page size of the spool, SQLite's default. */
const PAGE_BYTES = 4_096;

function openStore(directory: string): SpoolStore {
  const store = new SpoolStore(directory, [TARGET], 0);
  onTestFinished(() => {
    try {
      store.database.close();
    } catch {}
  });
  return store;
}

/** Stores callbacks, and sets those of some sequences aside. */
function storedIn(store: SpoolStore, setAside: readonly number[]) {
  return [1, 2, 3, 4, 5].map((sequence) => {
    const receivedAt = '2026-11-24T13:34:24.328000Z';
    const request = { sequence, target: TARGET, id: `id${sequence}`, receivedAt, path: '/callbackX' };
    store.append({ ...request, body: Buffer.from('{}') });
    if (setAside.includes(sequence)) store.setAside(TARGET, sequence, 'x', '2026-11-24T13:35:00.000Z');
    return request;
  });
}

it('discards only a part in one transaction, so that a relay can write between two of them', async () => {
  const store = openStore(await emptyDirectory());
  const requests = storedIn(store, [1, 3, 4, 5]);
  const clock = { ms: 0 };
  const now = () => {
    clock.ms += 8;
    return clock.ms;
  };

  expect(discardInTime(store, requests, 'now', now)).toEqual([true, false, true]);
  expect(store.numbers.measure()).toMatchObject({ setAside: 2, waiting: { [TARGET]: 1 } });
  expect(store.discarded.list(0, 10).map(({ id }) => id)).toEqual(['id1', 'id3']);
});

it('discards what is in a damaged page, though the page stays in the file', async () => {
  const directory = await emptyDirectory();
  const first = openStore(directory);
  storedIn(first, [1, 2, 3, 4, 5]);
  first.database.checkpoint('TRUNCATE');
  first.database.close();
  const path = join(directory, 'spool.db');
  const file = await readFile(path);
  const page = Math.floor(file.indexOf('/callbackX') / PAGE_BYTES) * PAGE_BYTES;
  await writeFile(path, file.fill(0xff, page, page + 1));

  const store = openStore(directory);
  const left = store.requests.listSetAside(0, 10, false).map(({ request, target }) => ({ ...request, target }));
  expect(left.map(({ id }) => id)).toEqual(['', '', '', '', '']);
  while (left.length > 0) left.splice(0, discardInTime(store, left, 'now').length);

  expect(store.numbers.measure()).toMatchObject({ setAside: 0 });
  expect(store.discarded.list(0, 10)).toHaveLength(5);
});
