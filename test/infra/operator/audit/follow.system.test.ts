import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it, onTestFinished, vi } from 'vitest';
import { bodyOf } from '../../../support/bodies.ts';
import { BIN, runHere } from '../../../support/commands.ts';
import { post } from '../../../support/http.ts';
import { emptyData, emptyDirectory, startReceiver } from '../../../support/processes.ts';
import { runsEveryRow } from '../../../support/sampled.ts';

const COMMAND = 'callbackAfterDisMissGroupCommand';
const PATIENT = { timeout: 30_000, interval: 50 };

/** Starts `npm run audit -- --follow` as a process. */
function follow(args: readonly string[], DATA_DIR: string) {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [BIN, 'audit', '--follow', ...args], { env: { PATH, HOME, DATA_DIR } });
  onTestFinished(() => void child.kill('SIGKILL'));
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].on('data', (data) => {
      output[name] += data;
    });
  const interrupt = async () => {
    child.kill('SIGINT');
    const [code] = await once(child, 'close');
    return code;
  };
  const waits = () => vi.waitFor(() => expect(output.stderr).toContain('Waiting for new records'), PATIENT);
  return { output, interrupt, waits };
}

async function dismiss({ address }: { readonly address: string }, ownerID: string) {
  const body = JSON.stringify({ ...bodyOf('after-dismiss-group'), ownerID });
  expect((await post(`${address}/${COMMAND}`, body)).answer.errCode).toBe(0);
}

it.runIf(runsEveryRow)(
  'shows a callback that comes meanwhile, goes on when npm start begins again, and says how to go on after Ctrl-C',
  async () => {
    const DATA_DIR = await emptyDirectory();
    const receiver = await startReceiver({ DATA_DIR });
    await dismiss(receiver, 'before');
    const { output, interrupt, waits } = follow(['dismiss', '-user:unwanted', '--utc'], DATA_DIR);
    await waits();

    await dismiss(receiver, 'unwanted');
    await dismiss(receiver, 'first');
    await vi.waitFor(() => expect(output.stdout).toContain('first'), PATIENT);
    await receiver.stop();
    await vi.waitFor(() => expect(output.stderr).toContain('is tried again'), PATIENT);
    await dismiss(await startReceiver({ DATA_DIR }), 'second');
    await vi.waitFor(() => expect(output.stdout).toContain('second'), PATIENT);

    expect(await interrupt()).toBe(130);
    const users = [...output.stdout.matchAll(/AfterDismissGroup +\S+ +(\S+)/gi)].map(([, user]) => user);
    expect(users).toEqual(['first', 'second']);
    expect(output.stdout).toMatch(/^TIME \(UTC\)/);
    expect(output.stderr.match(/tried again/g)).toHaveLength(1);
    expect(output.stderr).toMatch(
      /can be read again\..*\nFollowing took [\d,.]+ read units in \d+ requests\..+\n {2}--follow --since \S+Z\n$/,
    );
  },
);

it('writes a line for each record to programs, the head of CSV first', async () => {
  const DATA_DIR = await emptyDirectory();
  const receiver = await startReceiver({ DATA_DIR });
  const forms = ['--json', '--csv', '--cloudevents'].map((form) => follow([form], DATA_DIR));
  for (const { waits } of forms) await waits();

  await dismiss(receiver, 'o1');
  await dismiss(receiver, 'o2');
  for (const { output } of forms) await vi.waitFor(() => expect(output.stdout).toContain('o2'), PATIENT);
  for (const { interrupt } of forms) expect(await interrupt()).toBe(130);

  const [json = [], csv = [], events = []] = forms.map(({ output }) => output.stdout.trim().split(/\r?\n/));
  expect(json.map((line) => JSON.parse(line).event.ownerID)).toEqual(['o1', 'o2']);
  expect(csv).toEqual([expect.stringMatching(/^receivedAt,/), expect.stringContaining('o1'), expect.any(String)]);
  expect(events.map((line) => JSON.parse(line).data.event.ownerID)).toEqual(['o1', 'o2']);
});

it('says that npm start does not run, because nothing new comes then', async () => {
  const DATA_DIR = await emptyData();
  const { code, stderr } = await runHere(['audit', '--follow'], { DATA_DIR });
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('npm start does not run') });
});

it.each([
  { args: ['until:1s'], says: /until: and day:/ },
  { args: ['until:2d'], says: /until: and day:/ },
  { args: ['--day', 'today'], says: /until: and day:/ },
  { args: ['--limit', '5'], says: /--limit and --follow/ },
  { args: ['--tests', 'group:g'], says: /--tests shows/ },
])('refuses what has no meaning: $args', async ({ args, says }) => {
  const env = { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:9' };
  const { code, stderr } = await runHere(['audit', '--follow', ...args], env);
  expect(code).toBe(2);
  expect(stderr).toMatch(says);
});
