import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { envelope, startBareReceiver, withBatches, withoutBatches } from '../../../support/bare-receiver.ts';
import { runHere } from '../../../support/commands.ts';
import { SOON } from '../../../support/processes.ts';
import { AFTER, numbered, relayTo } from '../../../support/relay.ts';

/** Page size of the spool, SQLite's default. */
const PAGE_BYTES = 4_096;

const MARKER = 'unreadable';

/** A body that takes pages of its own. */
const large = JSON.stringify({ callbackCommand: AFTER, groupID: 'g2', groupEx: MARKER.repeat(2_000) });

/** Runs statements on the file of a spool, as another process would. */
function change(spool: string, ...statements: string[]): void {
  const database = new DatabaseSync(join(spool, 'spool.db'), { timeout: 5_000 });
  for (const statement of statements) database.exec(statement);
  database.close();
}

/** Has a relay store three callbacks while the receiver is away. The second one has a large body. */
async function stored() {
  const receiver = await startBareReceiver(withBatches);
  await receiver.away();
  const { send, relay, spool } = await relayTo(receiver.port);
  for (const body of [numbered(1), large, numbered(3)]) await send(body);
  await relay.close();
  return { receiver, spool };
}

/** Damages what the last page of the large body leads to. */
async function damagePage(spool: string): Promise<void> {
  change(spool, 'PRAGMA wal_checkpoint(TRUNCATE)');
  const file = await readFile(join(spool, 'spool.db'));
  const page = Math.floor(file.indexOf(MARKER.repeat(300)) / PAGE_BYTES) * PAGE_BYTES;
  expect(page).toBeGreaterThan(0);
  await writeFile(join(spool, 'spool.db'), file.fill(0xff, page, page + 4));
}

it.each([
  {
    what: 'a verdict that is not JSON',
    damage: (spool: string) => change(spool, "UPDATE request SET verdict = '{' WHERE sequence = 2"),
  },
  { what: 'a damaged page', damage: damagePage },
])('sets $what aside with the reason, and delivers the others', async ({ damage }) => {
  const { receiver, spool } = await stored();
  await damage(spool);
  await receiver.back();
  const { drained, lines, status } = await relayTo(receiver.port, { spool });

  await drained();
  expect(receiver.taken.map(({ body }) => body).sort()).toEqual([1, 3].map(numbered));
  expect(await status()).toMatchObject({ setAside: 1 });
  expect(lines.join('\n')).toMatch(/A callback is set aside: the spool can't read it \(.+\)\. Look at it with:/);
  const listed = await runHere(['relay', 'set-aside', 'list', '--spool', spool]);
  expect(listed.stdout).toMatch(new RegExp(`^ID .*\n[\\da-f-]{36}  .*  ${AFTER}  .*the spool can't read it`));
  const exported = await runHere(['relay', 'set-aside', 'export', '--spool', spool]);
  const { id } = JSON.parse(exported.stdout);
  expect(JSON.parse(exported.stdout)).toMatchObject({ path: `/${AFTER}`, sequence: 2 });

  expect(await runHere(['relay', 'set-aside', 'discard', id, '--yes', '--spool', spool])).toMatchObject({ code: 0 });
  expect(await status()).toMatchObject({ setAside: 0 });
});

it('says that the spool fails, and goes on when it works again', async () => {
  const receiver = await startBareReceiver(
    withoutBatches(({ body }) => (body === numbered(2) ? envelope(413) : envelope(200))),
  );
  const { send, drained, lines, spool, status } = await relayTo(receiver.port);
  change(
    spool,
    "CREATE TRIGGER no_update BEFORE UPDATE ON delivery BEGIN SELECT RAISE(ABORT, 'no update'); END",
    "CREATE TRIGGER no_delete BEFORE DELETE ON delivery BEGIN SELECT RAISE(ABORT, 'no delete'); END",
  );
  for (const number of [1, 2]) await send(numbered(number));
  await expect.poll(() => lines.join('\n'), SOON).toMatch(/The spool can't be written: no (update|delete)\. /);
  expect(await status()).toMatchObject({
    setAside: 0,
    targets: [{ waiting: 2 }],
    lastError: { reason: expect.stringContaining('no ') },
  });

  change(spool, 'DROP TRIGGER no_update', 'DROP TRIGGER no_delete');

  await drained();
  expect(await status()).toMatchObject({ setAside: 1, totals: { setAside: 1, delivered: 1, rejected: {} } });
  expect(receiver.taken.map(({ body }) => body)).toEqual([numbered(1)]);
});

it('says that the spool can not be read, and delivers when it can be', async () => {
  const { receiver, spool } = await stored();
  change(spool, 'ALTER TABLE delivery RENAME TO missing');
  await receiver.back();
  const { lines, drained, url } = await relayTo(receiver.port, { spool });
  await expect.poll(() => lines.join('\n'), SOON).toContain("The spool can't be read: no such table: delivery. ");
  const page = await fetch(`${url}/status`);
  expect({ status: page.status, text: await page.text() }).toEqual({
    status: 503,
    text: "The spool can't be read: no such table: delivery.\n",
  });
  const port = new URL(url).port;
  expect(await runHere(['relay', 'status', '--port', port])).toMatchObject({
    code: 2,
    stderr: `The relay on 127.0.0.1:${port} answers: The spool can't be read: no such table: delivery. Look at its lines.\n`,
  });

  change(spool, 'ALTER TABLE missing RENAME TO delivery');

  await drained();
  expect(receiver.taken).toHaveLength(3);
});

it.each(['list', 'retry', 'export', 'discard'])(
  'explains in a sentence why a spool can not be read: set-aside %s',
  async (command) => {
    const { spool } = await stored();
    change(spool, 'ALTER TABLE delivery RENAME TO missing');

    expect(await runHere(['relay', 'set-aside', command, '--spool', spool])).toMatchObject({
      code: 2,
      stderr: `The spool ${spool} can't be used: no such table: delivery. Check the disk and the permissions of its files.\n`,
    });
  },
);
