import { expect, it, vi } from 'vitest';
import { bodyOf } from '../../support/bodies.ts';
import { runHere } from '../../support/commands.ts';
import { post } from '../../support/http.ts';
import { emptyDirectory, SOON, startReceiver } from '../../support/processes.ts';

const COMMAND = 'callbackAfterDisMissGroupCommand';

/** Members whose entries take at least half a second, so that a process that is killed at once leaves some. */
const MANY = 500;
const LAST = `m-${MANY - 1}`;

const dismissal = (members: number) =>
  JSON.stringify({
    ...bodyOf('after-dismiss-group'),
    membersID: Array.from({ length: members }, (_, index) => `m-${index}`),
  });

const usersLine = async (DATA_DIR: string, user: string) =>
  (await runHere(['audit', '--user', user], { DATA_DIR })).stdout;

it('lets each member find the dismissal of the group, soon after the answer', async () => {
  const DATA_DIR = await emptyDirectory();
  const receiver = await startReceiver({ DATA_DIR });

  expect((await post(`${receiver.address}/${COMMAND}`, dismissal(3))).answer.errCode).toBe(0);

  await vi.waitFor(async () => expect(await usersLine(DATA_DIR, 'm-2')).toContain('as member:'), SOON);
});

it('writes the entries that a killed process has left, after the next start', async () => {
  const DATA_DIR = await emptyDirectory();
  const receiver = await startReceiver({ DATA_DIR });
  expect((await post(`${receiver.address}/${COMMAND}`, dismissal(MANY))).answer.errCode).toBe(0);
  await receiver.stop('SIGKILL');
  expect(await usersLine(DATA_DIR, LAST)).toContain('Nothing is recorded');

  const again = await startReceiver({ DATA_DIR });

  await vi.waitFor(async () => expect(await usersLine(DATA_DIR, LAST), again.output.stderr).toContain('as member:'), {
    timeout: 30_000,
    interval: 500,
  });
});

it('writes missing entries when it is asked to', async () => {
  const DATA_DIR = await emptyDirectory();
  const receiver = await startReceiver({ DATA_DIR });
  expect((await post(`${receiver.address}/${COMMAND}`, dismissal(MANY))).answer.errCode).toBe(0);
  await receiver.stop('SIGKILL');
  expect(await usersLine(DATA_DIR, LAST)).toContain('Nothing is recorded');

  const { code, stdout } = await runHere(['audit', 'derive', '--since', '1h'], { DATA_DIR });

  expect({ code, stdout }).toEqual({ code: 0, stdout: `1 records are complete. They have ${MANY} entries.\n` });
  expect(await usersLine(DATA_DIR, LAST)).toContain('as member:');
});

it.each([
  { args: ['derive'], says: /--since/ },
  { args: ['derive', '--since', 'yesterday'], says: /must be a time such as 2h/ },
])('says what to do: $args', async ({ args, says }) => {
  const { code, stderr } = await runHere(['audit', ...args], { DATA_DIR: await emptyDirectory() });
  expect(code).toBe(2);
  expect(stderr).toMatch(says);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

it('records and derives a body whose integers JavaScript cannot hold', async () => {
  const DATA_DIR = await emptyDirectory();
  const receiver = await startReceiver({ DATA_DIR });
  const body = dismissal(2).replace('{', '{"sent":9007199254740993,');

  await post(`${receiver.address}/${COMMAND}`, body);

  await vi.waitFor(() => expect(receiver.output.stdout).toMatch(/recorded(?! \(in the queue\))/), SOON);
  await vi.waitFor(async () => expect(await usersLine(DATA_DIR, 'm-1')).toContain('as member:'), SOON);
});
