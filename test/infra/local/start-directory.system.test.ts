import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { recordedIn } from '../../support/audited.ts';
import { bodyOf } from '../../support/bodies.ts';
import { post } from '../../support/http.ts';
import { emptyDirectory, startReceiver } from '../../support/processes.ts';

const body = JSON.stringify(bodyOf('after-join-group'));
const COMMAND = 'callbackAfterJoinGroupCommand';

it('keeps its data from other users of the machine', async () => {
  const directory = join(await emptyDirectory(), 'data');
  const receiver = await startReceiver({ DATA_DIR: directory }, [], 'umask 000; exec');
  await post(`${receiver.address}/${COMMAND}`, body);

  const names = await readdir(directory, { recursive: true });
  expect(names).toContain(join('dynamodb', 'CURRENT'));
  for (const name of ['.', ...names]) expect((await stat(join(directory, name))).mode & 0o077, name).toBe(0);
});

it.each([
  { how: 'moved', go: (directory: string) => rename(directory, `${directory}.old`) },
  { how: 'deleted', go: (directory: string) => rm(directory, { recursive: true }) },
])('says that its data was $how, and keeps what comes from then on', async ({ go }) => {
  const directory = join(await emptyDirectory(), 'data');
  const receiver = await startReceiver({ DATA_DIR: directory });
  await post(`${receiver.address}/${COMMAND}`, body);

  await go(directory);
  await vi.waitFor(
    async () => {
      expect(await readdir(directory)).toContain('endpoint');
      await post(`${receiver.address}/${COMMAND}`, body.replace('u-7', 'u-8'));
      expect((await recordedIn({ DATA_DIR: directory })).length).toBeGreaterThan(0);
    },
    { timeout: 30_000, interval: 500 },
  );

  expect(new Set((await recordedIn({ DATA_DIR: directory })).map(({ userID }) => userID))).toEqual(new Set(['u-8']));
  expect(receiver.output.stderr).toBe(
    `${directory} was moved or deleted. New records go to a new, empty directory at that path, and no policy is in force. To continue with the old directory, stop the receiver, replace the new directory with the old one, and restart. Keep the new directory if you need its records.\n`,
  );
  expect(await receiver.stop()).toBe(0);
});
