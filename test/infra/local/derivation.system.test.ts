import { expect, it, vi } from 'vitest';
import { bodyOf } from '../../support/bodies.ts';
import { runHere } from '../../support/commands.ts';
import { post } from '../../support/http.ts';
import { emptyDirectory, startReceiver } from '../../support/processes.ts';

const COMMAND = 'callbackAfterDisMissGroupCommand';
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

  await vi.waitFor(async () => expect(await usersLine(DATA_DIR, 'm-2')).toContain('as member:'), { timeout: 10_000 });
});

it('writes the entries that a killed process has left, after the next start', async () => {
  const DATA_DIR = await emptyDirectory();
  const receiver = await startReceiver({ DATA_DIR });
  expect((await post(`${receiver.address}/${COMMAND}`, dismissal(3_000))).answer.errCode).toBe(0);
  await receiver.stop('SIGKILL');
  expect(await usersLine(DATA_DIR, 'm-2999')).toContain('Nothing is recorded');

  await startReceiver({ DATA_DIR });

  await vi.waitFor(async () => expect(await usersLine(DATA_DIR, 'm-2999')).toContain('as member:'), {
    timeout: 30_000,
  });
});

it('writes missing entries when it is asked to', async () => {
  const DATA_DIR = await emptyDirectory();
  const receiver = await startReceiver({ DATA_DIR });
  expect((await post(`${receiver.address}/${COMMAND}`, dismissal(2_000))).answer.errCode).toBe(0);
  await receiver.stop('SIGKILL');

  const { code, stdout } = await runHere(['audit', 'derive', '--since', '1h'], { DATA_DIR });

  expect({ code, stdout }).toEqual({ code: 0, stdout: '1 records are complete. They have 2000 entries.\n' });
  expect(await usersLine(DATA_DIR, 'm-1999')).toContain('as member:');
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

  await vi.waitFor(() => expect(receiver.output.stdout).toMatch(/recorded(?! \(in the queue\))/));
  await vi.waitFor(async () => expect(await usersLine(DATA_DIR, 'm-1')).toContain('as member:'), { timeout: 10_000 });
});
