import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { GivenOptions } from '../../../infra/relay/relay-options.ts';
import { parseRelaySettings } from '../../../infra/relay/relay-settings.ts';
import { emptyDirectory } from '../../support/processes.ts';
import { basic, sha256, TOKEN } from '../../support/proxy-event.ts';

const RELAY_TO = 'https://openim:to%2Fken@id.execute-api.eu-west-1.amazonaws.com/prod/';

it('has defaults for all but the address', () => {
  const { target, ...settings } = parseRelaySettings({ spool: '/var/lib/spool' }, { RELAY_TO });

  expect(target).toEqual({
    ...{
      name: 'receiver',
      isSecure: true,
      host: 'id.execute-api.eu-west-1.amazonaws.com',
      port: 443,
      basePath: '/prod',
    },
    authorization: basic('to/ken', 'relay'),
    shown: 'https://id.execute-api.eu-west-1.amazonaws.com/prod',
  });
  expect(settings).toEqual({
    ...{ port: 10_006, host: '127.0.0.1', failureVerdict: 'refuse', parallel: 16 },
    ...{ tokenHashes: [], spoolDirectory: '/var/lib/spool', spoolLimitBytes: 10e9 },
    ...{ routing: { servers: [], routes: [], copies: [] }, warnings: [] },
  });
});

it('prefers an option to its variable, and takes an empty variable for none', () => {
  const env = {
    RELAY_TO,
    RELAY_PORT: '1',
    RELAY_SPOOL_LIMIT: '500MB',
    RELAY_HOST: '',
    RELAY_TOKEN_HASHES: sha256(TOKEN),
  };
  expect(parseRelaySettings({ port: '2' }, env)).toMatchObject({
    ...{ port: 2, host: '127.0.0.1', spoolLimitBytes: 500e6 },
    tokenHashes: [Buffer.from(sha256(TOKEN), 'hex')],
  });
});

it('warns of an address without a token, because the receiver then ignores what the relay says', () => {
  const { target, warnings } = parseRelaySettings({}, { RELAY_TO: 'http://127.0.0.1:10016' });
  expect(target.authorization).toBeUndefined();
  expect(warnings).toEqual([
    "The receiver's address has no token, so the receiver ignores what the relay says: the time of a callback, its own verdicts, and that a delivery is repeated. Make a token with npm run token -- --relay, and use an address such as http://relay:TOKEN@HOST.",
  ]);
});

it('reads the address from a file', async () => {
  const file = join(await emptyDirectory(), 'to');
  await writeFile(file, `${RELAY_TO}\n`);
  expect(parseRelaySettings({ toFile: file }, {}).target).toEqual(parseRelaySettings({ to: RELAY_TO }, {}).target);
});

it.each<{ given?: Partial<GivenOptions>; env?: Record<string, string>; says: string }>([
  {
    env: { RELAY_TO: '' },
    says: "The receiver's address is missing. Set RELAY_TO to it, with its token, such as https://relay:TOKEN@HOST/prod.",
  },
  {
    given: { to: 'SECRET' },
    says: '--to is not a valid address. Use an address such as https://relay:TOKEN@HOST/prod.',
  },
  { env: { RELAY_TO: 'ftp://SECRET' }, says: 'RELAY_TO must start with https:// or http://. Use' },
  { env: { RELAY_TO: 'https://SECRET@host' }, says: 'RELAY_TO has a user name without a token. Use' },
  { env: { RELAY_TO: 'https://u:SECRET@host?x' }, says: 'RELAY_TO must end with the path, without ? and #. Use' },
  { given: { toFile: RELAY_TO }, says: '--to-file must be a file, not an address. Write' },
  {
    given: { toFile: '/nowhere' },
    says: "--to-file /nowhere can't be read: the file does not exist. Write the receiver's address into that file.",
  },
  { given: { port: '70000' }, says: '--port must be a port number from 0 to 65535.' },
  { env: { RELAY_PORT: 'x' }, says: 'RELAY_PORT must be a whole number.' },
  { given: { spoolLimit: '10' }, says: '--spool-limit must be a size such as 500MB or 10GB.' },
  { given: { spoolLimit: '0MB' }, says: '--spool-limit must be above 0.' },
  { given: { failureVerdict: 'maybe' }, says: '--failure-verdict must be refuse or allow.' },
  { given: { parallel: '0' }, says: '--parallel must be at least 1.' },
  {
    given: { host: '0.0.0.0' },
    says: '--host lets other machines call, so a token is required. Set RELAY_TOKEN_HASHES',
  },
  { env: { RELAY_TOKEN_HASHES: 'SECRET' }, says: 'RELAY_TOKEN_HASHES must be lower-case hexadecimal SHA-256 hashes' },
])('says what is wrong, and never the token: $says', ({ given = {}, env = {}, says }) => {
  const parse = () => parseRelaySettings(given, { RELAY_TO, ...env });
  expect(parse).toThrow(says);
  expect(parse).not.toThrow('SECRET');
});
