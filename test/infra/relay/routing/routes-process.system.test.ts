import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startBareReceiver } from '../../../support/bare-receiver.ts';
import { runHere } from '../../../support/commands.ts';
import { post } from '../../../support/http.ts';
import { emptyDirectory, SOON } from '../../../support/processes.ts';
import { AFTER, numbered, RELAY_TOKEN } from '../../../support/relay.ts';
import { startRelayProcess } from '../../../support/relay-process.ts';

const bodies = (taken: readonly { readonly body: string }[]) => [...new Set(taken.map(({ body }) => body))].sort();

it('delivers to each server what it lacks, after a kill while one of them is away', async () => {
  const [receiver, other] = [await startBareReceiver(), await startBareReceiver()];
  await other.away();
  const env = {
    RELAY_TO: `http://openim:${RELAY_TOKEN}@127.0.0.1:${receiver.port}`,
    RELAY_ALSO: `http://own:s3cret@127.0.0.1:${other.port}/callback`,
    RELAY_SPOOL: await emptyDirectory(),
  };
  const killed = await startRelayProcess(env);
  const sent = [1, 2, 3].map(numbered);
  for (const body of sent) await post(`${killed.url}/${AFTER}`, body);
  await expect.poll(() => bodies(receiver.taken), SOON).toEqual(sent);
  await killed.end('SIGKILL');
  await other.back();
  const { port } = await startRelayProcess(env);

  await expect.poll(() => bodies(other.taken), SOON).toEqual(sent);
  // What was delivered leaves the spool a moment later.
  const status = async () => (await runHere(['relay', 'status', '--port', String(port)])).stdout;
  await expect.poll(status, SOON).toMatch(new RegExp(`^0 +- +open +http://127\\.0\\.0\\.1:${other.port}$`, 'm'));
  expect(bodies(receiver.taken)).toEqual(sent);
});

it('starts with a file of rules, says what is odd about them, and shows no credential', async () => {
  const directory = await emptyDirectory();
  const config = join(directory, 'relay.json');
  const servers = { own: { address: 'https://own:s3cret@own.example/secret-path' } };
  await writeFile(config, JSON.stringify({ servers, routes: [{ callbacks: 'callbackBeforSend*', to: 'own' }] }));
  const env = { RELAY_TO: `http://openim:${RELAY_TOKEN}@127.0.0.1:9`, RELAY_SPOOL: join(directory, 'spool') };
  const args = ['--config', config, '--also', 'http://crm:s3cret@crm.example/secret-path'];
  const { child, output } = await startRelayProcess(env, { args });

  await expect.poll(() => output.stdout, SOON).toContain('The route callbackBeforSend* matches no callback of OpenIM.');
  expect(output.stdout).toContain('delivers them to http://127.0.0.1:9, https://own.example, http://crm.example.');
  expect(output.stdout + output.stderr).not.toMatch(/s3cret|secret-path/);
  if (process.platform === 'linux')
    expect(await readFile(`/proc/${child.pid}/cmdline`, 'utf8')).not.toMatch(/s3cret|secret-path/);
});

it.each([
  { args: ['--route', 'callbackBefore*=own'], says: '--route has neither the address nor the name of a server.' },
  { args: ['--config', '/nowhere.json'], says: "/nowhere.json can't be read: the file does not exist." },
])('ends with a sentence and exit code 2 for $args', async ({ args, says }) => {
  const { code, stderr } = await runHere(['relay', ...args], { RELAY_TO: 'http://127.0.0.1:9' });

  expect({ code, lines: stderr.trim().split('\n') }).toEqual({ code: 2, lines: [expect.stringContaining(says)] });
});

it('says what waits for a server that is no longer configured, and delivers it when it is again', async () => {
  const [receiver, other] = [await startBareReceiver(), await startBareReceiver()];
  await other.away();
  const env = {
    RELAY_TO: `http://openim:${RELAY_TOKEN}@127.0.0.1:${receiver.port}`,
    RELAY_SPOOL: await emptyDirectory(),
  };
  const args = ['--also', `http://127.0.0.1:${other.port}`];
  const first = await startRelayProcess(env, { args });
  await post(`${first.url}/${AFTER}`, numbered(1));
  await first.end('SIGTERM');
  const without = await startRelayProcess(env);

  await expect
    .poll(() => without.output.stdout, SOON)
    .toContain(`1 callback waits for 127.0.0.1:${other.port}, which is not configured.`);
  await without.end('SIGTERM');
  await other.back();
  await startRelayProcess(env, { args });

  await expect.poll(() => bodies(other.taken), SOON).toEqual([numbered(1)]);
});
