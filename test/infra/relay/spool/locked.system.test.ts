import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { allow } from '../../../../functions/openim/answer.ts';
import { startBareReceiver } from '../../../support/bare-receiver.ts';
import { runHere } from '../../../support/commands.ts';
import { emptyDirectory, SOON } from '../../../support/processes.ts';
import { BEFORE, numbered, relayTo } from '../../../support/relay.ts';

/** Locks the database of a spool, as `sqlite3` does after `BEGIN IMMEDIATE`. Returns a function that unlocks it. */
function lock(spool: string): () => void {
  const database = new DatabaseSync(join(spool, 'spool.db'), { timeout: 5_000 });
  onTestFinished(() => database.close());
  database.exec('BEGIN IMMEDIATE');
  return () => database.exec('ROLLBACK');
}

/** OpenIM's default timeout. */
const OPENIM_WAITS_MS = 5_000;

it('answers before OpenIM gives up while another process locks the spool, and says why', async () => {
  const receiver = await startBareReceiver();
  await receiver.away();
  const { send, spool, status, lines, drained } = await relayTo(receiver.port);
  await send(numbered(1));
  const unlock = lock(spool);
  const inTime = AbortSignal.timeout(OPENIM_WAITS_MS);
  const late = new Promise((_, reject) => {
    inTime.onabort = () => reject(new Error('no answer in time'));
  });

  const both = await Promise.race([Promise.all([2, 3].map((number) => send(numbered(number)))), late]);
  for (const answered of both as Awaited<ReturnType<typeof send>>[])
    expect(answered).toMatchObject({
      status: 503,
      answer: { actionCode: 1, errCode: 5503, errDlt: 'another process has locked the spool' },
    });
  expect((await send('{}', BEFORE)).answer.errCode).toBe(5502);
  expect((await status()).totals).toMatchObject({ stored: 1, rejected: { spoolLocked: 2 } });
  expect(lines.join('\n')).toContain('A callback was rejected: another process has locked the spool.');

  unlock();
  expect((await send(numbered(4))).answer).toEqual(allow.answer);
  await receiver.back();
  await drained();
  expect(receiver.taken.map(({ body }) => body)).toEqual(expect.arrayContaining([1, 4].map(numbered)));
});

it('delivers on while another process locks the spool, and removes afterwards', async () => {
  const receiver = await startBareReceiver();
  await receiver.away();
  const { send, spool, lines, status, drained } = await relayTo(receiver.port);
  await send(numbered(1));
  const unlock = lock(spool);
  await receiver.back();

  await expect.poll(() => receiver.taken.map(({ body }) => body), SOON).toEqual([numbered(1)]);
  await expect
    .poll(() => lines.join('\n'), SOON)
    .toContain("The spool can't be written: another process has locked it.");
  expect((await status()).targets).toMatchObject([{ waiting: 1 }]);

  unlock();
  await drained();
  expect(receiver.taken).toHaveLength(1);
});

it('explains in a sentence why set-aside can not change a locked spool', async () => {
  const receiver = await startBareReceiver();
  const { spool } = await relayTo(receiver.port);
  lock(spool);

  expect(await runHere(['relay', 'set-aside', 'retry', '--spool', spool])).toMatchObject({
    code: 2,
    stderr: `The spool ${spool} can't be used: another process has locked it. Check the disk and the permissions of its files.\n`,
  });
});

it('explains in a sentence why it can not upgrade a locked spool', async () => {
  const spool = await emptyDirectory();
  await copyFile(join(import.meta.dirname, 'spool-v1.db'), join(spool, 'spool.db'));
  lock(spool);

  await expect(relayTo(9, { spool })).rejects.toThrow(
    `Another process has locked the spool ${spool}. End that process, such as sqlite3, and try again.`,
  );
});
