import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { readSettings } from '../../../infra/stack-settings.ts';
import { BIN, runHere } from '../../support/commands.ts';
import { run } from '../../support/processes.ts';
import { sha256 } from '../../support/proxy-event.ts';

it('makes a new token each time, with the setting that deploys it', async () => {
  const { code, stdout } = await run(BIN, ['token']);
  const [token = ''] = /^ {2}([A-Za-z0-9_-]{43})$/m.exec(stdout)?.slice(1) ?? [];
  const [hash = ''] = /^ {2}"webhookTokenHashes": \["([0-9a-f]{64})"\]$/m.exec(stdout)?.slice(1) ?? [];

  expect(code).toBe(0);
  expect(hash).toBe(sha256(token));
  expect(stdout).toContain(`WEBHOOK_TOKEN_HASHES=${hash} npm start -- --host 0.0.0.0\n`);
  expect(readSettings({ webhookTokenHashes: hash }).settings.webhookTokenHashes).toEqual([hash]);
  expect((await runHere(['token'])).stdout).not.toContain(token);
  expect(await runHere(['token', '--verify', token, hash])).toMatchObject({
    code: 0,
    stdout: 'The hash belongs to this token.\n',
  });
});

it('prints commands that put it into the address, once the names are real', async () => {
  const { stdout } = await runHere(['token']);
  const [token] = /^ {2}([A-Za-z0-9_-]{43})$/m.exec(stdout)?.slice(1) ?? [];
  const commands = [...stdout.matchAll(/^ +npm run webhooks -- (.*) --file \S+$/gm)].map(([, args = '']) => args);

  for (const args of commands)
    expect((await runHere(['webhooks', ...args.split(' '), '--new'])).stderr).toMatch(
      /^--address still contains HOST, ID or REGION/,
    );
  const addresses = commands.map(async (args) => {
    const real = args.replace('ID.', 'abc.').replace('REGION', 'eu-west-1').replace('HOST', 'receiver');
    return parse((await runHere(['webhooks', ...real.split(' '), '--new'])).stdout).url;
  });
  expect(await Promise.all(addresses)).toEqual([
    `https://openim:${token}@abc.execute-api.eu-west-1.amazonaws.com/prod`,
    `http://openim:${token}@receiver:10006/callbackExample`,
  ]);
});

it('makes a token of a relay, with what to set at the relay and at the receiver', async () => {
  const { stdout } = await runHere(['token', '--relay']);
  const [token = ''] = /^ {2}([A-Za-z0-9_-]{43})$/m.exec(stdout)?.slice(1) ?? [];
  const hash = sha256(token);

  expect(stdout).toContain(`RELAY_TO=https://relay:${token}@ID.execute-api.REGION.amazonaws.com/prod node relay.mjs\n`);
  expect(stdout).toContain(`"webhookRelayTokenHashes": ["${hash}"]\n`);
  expect(stdout).toContain(`WEBHOOK_RELAY_TOKEN_HASHES=${hash} `);
  const context = { webhookTokenHashes: sha256('openim'), webhookRelayTokenHashes: hash };
  expect(readSettings(context)).toMatchObject({ settings: { webhookRelayTokenHashes: [hash] }, errors: [] });
  expect(stdout.match(new RegExp(token, 'g'))).toHaveLength(3);
});

it.each([
  {
    args: ['--verify', 'a', sha256('b')],
    says: 'The hash does not belong to this token. Use the hash that was printed with the token.\n',
  },
  {
    args: ['--verify', 'a', 'b'],
    says: 'The hash is not valid. Use the 64 hexadecimal digits that npm run token prints.\n',
  },
  { args: ['--verify', 'a'], says: '--verify needs two values. Give the token first, then the hash.\n' },
  {
    args: ['--verify', '--relay', 'a', sha256('a')],
    says: '--relay makes a new token. Leave out --verify, or leave out --relay.\n',
  },
  { args: ['a'], says: 'Unexpected argument. To check a token, use: npm run token -- --verify TOKEN HASH\n' },
  { args: ['--new'], says: 'Unknown option --new. See --help.\n' },
  { args: ['--verify', 'a', 'b', 'c'], says: 'Wrong number of arguments. Use: npm run token -- [TOKEN] [HASH]\n' },
])('tells a person what is wrong: $args', async ({ args, says }) => {
  const { code, stderr } = await runHere(['token', ...args]);
  expect({ code, stderr }).toEqual({ code: 2, stderr: says });
});
