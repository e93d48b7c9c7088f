import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { buildRelay } from '../../../infra/relay/build-relay.ts';
import { startBareReceiver, withBatches } from '../../support/bare-receiver.ts';
import { BIN, runHere } from '../../support/commands.ts';
import { post } from '../../support/http.ts';
import { emptyDirectory, run, SMALL_FILES, SOON } from '../../support/processes.ts';
import { AFTER, numbered, RELAY_TOKEN } from '../../support/relay.ts';
import { isInstalled, relayCommand, sendUntilGone, startRelayProcess, waitingIn } from '../../support/relay-process.ts';

const addressOf = (port: number) => `http://openim:${RELAY_TOKEN}@127.0.0.1:${port}/prod`;

it('delivers all that it has answered, across kills and broken connections under load, each with one identity', async () => {
  let requests = 0;
  const receiver = await startBareReceiver((request) => {
    requests += 1;
    return requests % 7 === 0 ? 'destroy' : withBatches(request);
  });
  const spool = await emptyDirectory();
  const env = { RELAY_TO: addressOf(receiver.port), RELAY_SPOOL: spool };
  const answered: string[] = [];
  for (const round of [0, 1, 2]) {
    const relay = await startRelayProcess(env);
    const sending = sendUntilGone(relay.url, 8, round * 1_000_000, (body) => answered.push(body));
    // Counts the round's own answers, and not only deliveries of what the round before left.
    const before = { answered: answered.length, taken: receiver.taken.length };
    const progress = () => Math.min(answered.length - before.answered, receiver.taken.length - before.taken);
    await expect.poll(progress, SOON).toBeGreaterThan(100);
    await relay.end('SIGKILL');
    await sending;
  }
  receiver.behave(withBatches);
  const relay = await startRelayProcess(env);
  await expect.poll(() => waitingIn(relay), SOON).toBe(0);

  const identities = new Map<string, Set<string>>();
  for (const { body, id } of receiver.taken) identities.set(body, (identities.get(body) ?? new Set()).add(id));
  expect(answered.length).toBeGreaterThan(300);
  expect(answered.filter((body) => !identities.has(body))).toEqual([]);
  expect([...identities.values()].filter((ids) => ids.size !== 1)).toEqual([]);
  expect(await relay.end('SIGTERM')).toBe(0);
});

it('claims nothing while its files can not grow, and delivers all that it has answered', async () => {
  const receiver = await startBareReceiver();
  await receiver.away();
  const env = { RELAY_TO: addressOf(receiver.port), RELAY_SPOOL: await emptyDirectory() };
  const { url, output } = await startRelayProcess(env, {
    command: ['sh', '-c', `${SMALL_FILES} "$@"`, 'sh', ...relayCommand()],
  });
  const bodies = Array.from({ length: 60 }, (_, number) =>
    JSON.stringify({ groupID: `g${number}`, groupEx: 'x'.repeat(100_000) }),
  );
  const answered: string[] = [];
  const codes = new Set<number>();
  for (const body of bodies) {
    const { answer } = await post(`${url}/${AFTER}`, body);
    codes.add(answer.errCode);
    if (answer.actionCode === 0) answered.push(body);
  }
  expect(codes).toEqual(new Set([0, 5503]));
  expect(output.stdout).toContain('A callback was rejected: the spool could not be written.');

  await receiver.back();
  await expect.poll(() => new Set(receiver.taken.map(({ body }) => body)).size, SOON).toBe(answered.length);
  expect(answered.filter((body) => receiver.taken.every((taken) => taken.body !== body))).toEqual([]);
});

it('stops at SIGTERM, and leaves what waits to the next start', async () => {
  const receiver = await startBareReceiver(withBatches);
  await receiver.away();
  const env = { RELAY_TO: addressOf(receiver.port), RELAY_SPOOL: await emptyDirectory() };
  const relay = await startRelayProcess(env);
  for (const number of [1, 2, 3]) await post(`${relay.url}/${AFTER}`, numbered(number));

  expect(await relay.end('SIGTERM')).toBe(0);
  expect(relay.output.stderr).toBe('');

  await receiver.back();
  await startRelayProcess(env);
  await expect.poll(() => receiver.taken.map(({ body }) => body).sort(), SOON).toEqual([1, 2, 3].map(numbered));
});

it('says in one sentence why it can not start', async () => {
  const receiver = await startBareReceiver();
  const spool = await emptyDirectory();
  const env = { RELAY_TO: addressOf(receiver.port), RELAY_SPOOL: spool };
  const relay = await startRelayProcess(env);
  const other = await emptyDirectory();

  expect(await run(BIN, ['relay', '--port', String(relay.port), '--spool', other], env)).toEqual({
    code: 2,
    stdout: '',
    stderr: `Port ${relay.port} is in use, by a receiver of this machine or another relay. Start that receiver with another PORT, such as PORT=10016, or set --port.\n`,
  });
  expect(await run(BIN, ['relay', '--port', '0'], env)).toEqual({
    code: 2,
    stdout: '',
    stderr: `Another relay uses the spool ${spool}. Stop it, or set --spool to another directory.\n`,
  });
});

it('shows its state to the command of its machine', async () => {
  const receiver = await startBareReceiver();
  await receiver.away();
  const { port, url } = await startRelayProcess({
    RELAY_TO: addressOf(receiver.port),
    RELAY_SPOOL: await emptyDirectory(),
  });
  await post(`${url}/${AFTER}`, numbered(1));
  const status = async () => (await runHere(['relay', 'status', '--port', String(port)])).stdout;

  await expect.poll(status, SOON).toMatch(/^1 +\d s +away for \d s: ECONNREFUSED +http:\/\/127\.0\.0\.1:\d+\/prod$/m);
  expect(await runHere(['relay', 'status', '--port', '9'])).toMatchObject({
    code: 2,
    stderr: 'No relay answers on 127.0.0.1:9. Start it, or set --port and --host to those of the relay.\n',
  });
});

it.each([
  {
    argv: ['status', '--port', '70000'],
    says: 'No relay answers on 127.0.0.1:70000. Start it, or set --port and --host to those of the relay.',
  },
  { argv: ['status', '--host', 'a\nb'], says: 'No relay answers on a' },
  { argv: ['set-aside', 'list', '--spool', ''], says: '--spool needs a directory.' },
  { argv: ['--to', 'http://127.0.0.1:9', '--spool', ''], says: '--spool needs a directory.' },
])('explains a mistake in a sentence: $argv', async ({ argv, says }) => {
  const { code, stderr } = await runHere(['relay', ...argv]);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(says) });
});

it('shows its token neither in its lines nor in the list of processes', async () => {
  const receiver = await startBareReceiver(() => ({ status: 401, body: '{}' }));
  const spool = await emptyDirectory();
  const { child, url, output } = await startRelayProcess(
    { RELAY_SPOOL: spool },
    { args: ['--to', addressOf(receiver.port)] },
  );
  await post(`${url}/${AFTER}`, numbered(1));
  await expect.poll(() => output.stdout, SOON).toContain("does not accept the relay's token");
  const pages = await Promise.all(['status', 'metrics'].map(async (page) => (await fetch(`${url}/${page}`)).text()));

  expect(output.stdout + output.stderr + pages.join('')).not.toContain(RELAY_TOKEN);
  if (process.platform === 'linux')
    expect(await readFile(`/proc/${child.pid}/cmdline`, 'utf8')).not.toContain(RELAY_TOKEN);
  expect((await stat(spool)).mode & 0o777).toBe(0o700);
});

it('runs as one file with Node alone', async () => {
  const directory = await emptyDirectory();
  const file = join(directory, 'relay.mjs');
  await buildRelay(file);
  const receiver = await startBareReceiver();
  const env = { RELAY_TO: addressOf(receiver.port), RELAY_SPOOL: join(directory, 'spool') };
  const relay = await startRelayProcess(env, { command: [process.execPath, file] });
  await post(`${relay.url}/${AFTER}`, numbered(1));
  await expect.poll(() => receiver.taken.map(({ body }) => body), SOON).toEqual([numbered(1)]);

  expect(await relay.end('SIGTERM')).toBe(0);
  expect(relay.output.stderr).toBe('');
});

// SIGKILL proves no flush: the kernel keeps what was written. So the calls are counted, where strace is installed.
it.skipIf(!isInstalled('strace', '-V'))(
  'flushes the disk before it answers: at least once for each answer that comes alone',
  async () => {
    const receiver = await startBareReceiver();
    await receiver.away();
    const trace = join(await emptyDirectory(), 'trace');
    const command = ['strace', '-f', '-e', 'trace=fsync,fdatasync', '-o', trace, ...relayCommand()];
    const relay = await startRelayProcess(
      { RELAY_TO: addressOf(receiver.port), RELAY_SPOOL: await emptyDirectory() },
      { command },
    );
    const flushes = async () => (await readFile(trace, 'utf8')).match(/f(data)?sync\(.*= 0/g)?.length ?? 0;
    const counts: number[] = [];
    for (const number of [1, 2, 3, 4, 5]) {
      const before = await flushes();
      await post(`${relay.url}/${AFTER}`, numbered(number));
      counts.push((await flushes()) - before);
    }

    expect(counts.every((count) => count >= 1)).toBe(true);
  },
);
