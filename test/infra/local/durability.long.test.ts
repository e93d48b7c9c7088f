import { randomBytes } from 'node:crypto';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it, onTestFinished, vi } from 'vitest';
import { bodyOf } from '../../support/bodies.ts';
import { BIN } from '../../support/commands.ts';
import { startFaultProxy } from '../../support/fault-proxy.ts';
import { post } from '../../support/http.ts';
import { emptyDirectory, run, SMALL_FILES, startReceiver } from '../../support/processes.ts';
import { auditTable, everyItem, found } from '../../support/table.ts';

const COMMAND = 'callbackAfterJoinGroupCommand';

const bodyFor = (id: string) => JSON.stringify({ ...bodyOf('after-join-group'), groupID: 'g-load', inviterUserID: id });

async function recordedUsers(env: Record<string, string>): Promise<string[]> {
  const { stdout } = await run(BIN, ['audit', '--group', 'g-load', '--limit', '10000', '--json'], env);
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line).userID);
}

it('has everything that it answered after SIGKILL under load', async () => {
  const env = { DATA_DIR: await emptyDirectory() };
  const receiver = await startReceiver(env);
  const answered: string[] = [];
  let next = 0;
  const worker = async () => {
    for (;;) {
      const id = `u${next}`;
      next += 1;
      const { status } = await post(`${receiver.address}/${COMMAND}`, bodyFor(id));
      if (status === 200) answered.push(id);
    }
  };
  const load = Promise.allSettled(Array.from({ length: 20 }, worker));
  await vi.waitFor(() => expect(answered.length).toBeGreaterThan(200), { timeout: 30_000 });
  await receiver.stop('SIGKILL');
  await load;

  await startReceiver(env);
  const recorded = new Set(await recordedUsers(env));
  expect(answered.filter((id) => !recorded.has(id))).toEqual([]);
});

it('keeps in its queue what the table does not take, over a restart, until the table is back', async () => {
  const table = await auditTable();
  const proxy = await startFaultProxy(table.endpoint);
  onTestFinished(() => proxy.close());
  const directory = await emptyDirectory();
  const env = { DATA_DIR: directory, AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint };
  const receiver = await startReceiver(env);
  await proxy.break(['PutItem'], 'fails');

  for (const id of ['u1', 'u2', 'u3'])
    expect((await post(`${receiver.address}/${COMMAND}`, bodyFor(id))).status).toBe(200);
  expect(receiver.output.stdout).toContain('recorded (in the queue)');
  await receiver.stop('SIGKILL');
  expect((await readdir(join(directory, 'queue'))).length).toBe(3);
  expect(await everyItem(table)).toEqual([]);

  await proxy.mend();
  await startReceiver(env);
  await vi.waitFor(async () => expect(await found(table, { index: 'byGroup', id: 'g-load' })).toHaveLength(3), {
    timeout: 30_000,
  });
  await vi.waitFor(async () => expect(await readdir(join(directory, 'queue'))).toEqual([]), { timeout: 30_000 });
});

it('restores from a log what could be stored nowhere else, once', async () => {
  const table = await auditTable();
  const proxy = await startFaultProxy(table.endpoint);
  onTestFinished(() => proxy.close());
  const directory = await emptyDirectory();
  const env = { DATA_DIR: directory, AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint };
  const receiver = await startReceiver({ ...env, NODE_OPTIONS: '' });
  const large = JSON.stringify({
    ...bodyOf('after-join-group'),
    groupID: 'g-load',
    ex: randomBytes(600_000).toString('base64'),
  });
  await proxy.break(['PutItem'], 'fails');
  await rm(join(directory, 'queue'), { recursive: true });
  // A file in its place can't be made a directory again.
  await writeFile(join(directory, 'queue'), '');

  for (const body of [bodyFor('u1'), large]) {
    expect((await post(`${receiver.address}/${COMMAND}`, body)).answer).toMatchObject({ actionCode: 1, errCode: 5503 });
  }
  // One piece of the small one, four of the large one; the pipe may be behind the answers.
  await vi.waitFor(() => expect(receiver.output.stderr.match(/restore:.*\n/g)).toHaveLength(5), { timeout: 30_000 });
  const log = join(directory, 'lost.log');
  await writeFile(
    log,
    `started\n${receiver.output.stderr.replaceAll('restore:', '2026-03-04T05:06:07Z {"message":"restore:')}`,
  );
  await proxy.mend();
  for (let again = 0; again < 2; again += 1) {
    expect(await run(BIN, ['audit', 'restore', log], env)).toMatchObject({
      code: 0,
      stdout: '2 records are in the table.\n',
    });
  }

  expect((await found(table, { index: 'byGroup', id: 'g-load' })).map(({ body }) => body).sort()).toEqual(
    [bodyFor('u1'), large].sort(),
  );
  expect((await everyItem(table)).filter(({ receivedAt }) => receivedAt).length).toBe(2);
});

it('keeps what was out of time because it was stopped, as it was answered', async () => {
  const table = await auditTable();
  const proxy = await startFaultProxy(table.endpoint);
  onTestFinished(() => proxy.close());
  const receiver = await startReceiver({ DATA_DIR: await emptyDirectory(), AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint });
  await proxy.break(['PutItem'], 'hangs');
  const body = JSON.stringify(bodyOf('before-set-group-member-info'));

  const answered = post(`${receiver.address}/callbackBeforeSetGroupMemberInfoCommand`, body);
  await vi.waitFor(() => expect(proxy.asked()).toContain('PutItem'), { timeout: 30_000 });
  receiver.child.kill('SIGSTOP');
  // The whole deadline passes meanwhile.
  await setTimeout(4_000);
  receiver.child.kill('SIGCONT');

  expect((await answered).answer).toMatchObject({ errCode: 5503, nextCode: 1 });
  await vi.waitFor(() => expect(receiver.output.stdout).toContain('refused (in the queue)'), { timeout: 30_000 });
  expect(receiver.output.stderr).not.toContain('restore:');
  await proxy.mend();
  await vi.waitFor(async () => expect(await everyItem(table)).toMatchObject([{ outcome: 'refused', body }]), {
    timeout: 30_000,
  });
});

it('takes a dismissal of 100,000 members, and one as large as Lambda takes, through the queue in pieces', async () => {
  const table = await auditTable();
  const proxy = await startFaultProxy(table.endpoint);
  onTestFinished(() => proxy.close());
  const env = { DATA_DIR: await emptyDirectory(), AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint };
  const receiver = await startReceiver(env);
  const members = (count: number, id: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => id(index));
  const dismissal = (groupID: string, membersID: string[]) =>
    JSON.stringify({ ...bodyOf('after-dismiss-group'), groupID, membersID: [...membersID, ...membersID.slice(0, 3)] });
  const many = members(100_000, (index) => `${1_000_000_000 + index * 7_919}`);
  const large = members(130_000, () => randomBytes(16).toString('hex').padEnd(36, 'x'));
  await proxy.break(['PutItem'], 'fails');

  for (const [groupID, ids] of [
    ['g-many', many],
    ['g-large', large],
  ] as const) {
    const body = dismissal(groupID, ids);
    expect(body.length).toBeLessThan(6 * 1_024 * 1_024);
    expect((await post(`${receiver.address}/callbackAfterDisMissGroupCommand`, body)).answer.actionCode).toBe(0);
    expect(await found(table, { index: 'byGroup', id: groupID })).toEqual([]);
  }
  await proxy.mend();

  for (const [groupID, ids] of [
    ['g-many', many],
    ['g-large', large],
  ] as const) {
    await vi.waitFor(async () => expect(await found(table, { index: 'byGroup', id: groupID })).toHaveLength(1), {
      timeout: 30_000,
      interval: 500,
    });
    const [record] = await found(table, { index: 'byGroup', id: groupID });
    expect(record?.event?.membersID).toEqual(ids);
    expect(record?.body).toBe(dismissal(groupID, ids));
  }
});

it('outlives a disk that is full: what the database does not take is in the queue, or the log', async () => {
  const env = { DATA_DIR: await emptyDirectory() };
  const receiver = await startReceiver(env, [], SMALL_FILES);
  const users = Array.from({ length: 60 }, (_, index) => `u${index}`);

  for (const id of users) {
    const body = JSON.stringify({ ...JSON.parse(bodyFor(id)), ex: randomBytes(60_000).toString('base64') });
    expect((await post(`${receiver.address}/${COMMAND}`, body)).status).toBe(200);
  }
  expect(receiver.output.stderr).toContain('The database failed and is being restarted: ');
  expect(await receiver.stop()).toBe(0);

  await startReceiver(env);
  await vi.waitFor(async () => expect((await recordedUsers(env)).sort()).toEqual(users.sort()), {
    timeout: 30_000,
    interval: 1_000,
  });
});
